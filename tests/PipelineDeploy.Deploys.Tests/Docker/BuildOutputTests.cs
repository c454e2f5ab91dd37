using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.Deploys.Tests.Docker;

public sealed class BuildOutputTests
{
    [Fact]
    public void Text_in_pieces_becomes_lines()
    {
        var (lines, _) = Read(
            """{"stream":"Step 1/2 : FROM scratch"}""",
            """{"stream":"\n"}""",
            """{"stream":" ---\u003e abc\nhalf "}""",
            "",
            """{"stream":"a line\r\nlast"}""");

        lines.ShouldBe(["Step 1/2 : FROM scratch", " ---> abc", "half a line", "last"]);
    }

    [Fact]
    public void The_image_id_is_the_last_one_said() =>
        Read("""{"aux":{"ID":"sha256:1"}}""", """{"aux":{"ID":"sha256:2"}}""").Output.ImageId.ShouldBe("sha256:2");

    [Fact]
    public void An_error_is_the_text_of_the_engine()
    {
        var (lines, output) = Read("""{"stream":"x\n"}""", """{"errorDetail":{"code":1,"message":"it returned 1\n"},"error":"it returned 1"}""");

        output.Error.ShouldBe("it returned 1");
        lines.ShouldBe(["x"]);
    }

    [Fact]
    public void An_error_without_detail_counts_too() => Read("""{"error":"no"}""").Output.Error.ShouldBe("no");

    [Fact]
    public void Pull_progress_is_told_once_and_not_byte_by_byte()
    {
        var (lines, _) = Read(
            """{"status":"Pulling from library/x","id":"latest"}""",
            """{"status":"Downloading","progressDetail":{"current":1,"total":9},"progress":"[> ]","id":"abc"}""",
            """{"status":"Pull complete","progressDetail":{},"id":"abc"}""",
            """{"status":"Digest: sha256:1"}""");

        lines.ShouldBe(["latest: Pulling from library/x", "abc: Pull complete", "Digest: sha256:1"]);
    }

    [Fact]
    public void A_message_that_is_no_json_is_shown_as_it_is() => Read("oops").Lines.ShouldBe(["oops"]);

    [Fact]
    public void A_line_without_end_arrives_in_parts() =>
        Read($$"""{"stream":"{{new string('x', LogLines.LongestLine + 3)}}\n"}""").Lines.Select(l => l.Length).ShouldBe([LogLines.LongestLine, 3]);

    static (List<string> Lines, BuildOutput Output) Read(params string[] messages)
    {
        var lines = new List<string>();
        var output = new BuildOutput(lines.Add);
        foreach (var message in messages)
            output.Feed(message);
        output.End();
        return (lines, output);
    }
}
