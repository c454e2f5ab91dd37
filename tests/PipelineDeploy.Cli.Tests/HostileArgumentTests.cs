using PipelineDeploy.TestKit.Hostile;

namespace PipelineDeploy.Cli.Tests;

/// <summary>Every hostile text as an argument, as a value of the folder's file, and as what a server answers.</summary>
public sealed class HostileArgumentTests : IDisposable
{
    readonly string _outside = Directory.CreateTempSubdirectory("pdeploy-outside-").FullName;

    public static TheoryData<string> Lines =>
    [
        "apps show {0}", "apps create {0}", "status -a {0}", "settings set port={0} -a shop", "settings set {0}=1 -a shop", "config set A={0} -a shop", "config get {0} -a shop", "runs show {0}", "runs watch {0}",
        "deploy --image {0} -a shop", "deploy --git {0} --ref main -a shop", "deploy --ref {0} -a shop", "deploy --pipeline {0} --image a -a shop", "domains add {0} -a shop", "rollback {0} -a shop",
        "pipelines get {0}", "tokens create {0}", "git-access remove {0} -a shop", "audit -a {0} --by {0}", "{0}",
        "init -a {0}", "releases diff {0} {0} -a shop", "pipelines diff {0} {0}", "pipelines export {0} --to out", "complete -- {0} {0}", "completion {0}", "ps scale {0}=1 -a {0}",
    ];

    public void Dispose() => Directory.Delete(_outside, recursive: true);

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task An_argument_is_one_value_of_one_request_or_a_mistake_that_is_told(string line)
    {
        await using var cli = await CliRun.StartAsync();
        foreach (var text in HostileText.All(_outside).Where(text => text.Length < 1000))
        {
            var result = await cli.RunAsync([.. line.Split(' ').Select(word => word.Replace("{0}", text, StringComparison.Ordinal)), "--no-input"]);

            Hold(result, text);
        }

        cli.Server.Requests.ShouldAllBe(request => request.Path.StartsWith("/api/v1/", StringComparison.Ordinal) && !request.Path.Contains("/../", StringComparison.Ordinal));
        Directory.EnumerateFileSystemEntries(_outside).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_file_of_a_folder_is_read_or_refused_with_its_line()
    {
        await using var cli = await CliRun.StartAsync();
        foreach (var text in HostileText.All(_outside).Where(text => text.Length < 1000))
        {
            cli.Write(".pipelinedeploy.yaml", $"app: {HostileText.InJson(text)}\n");
            Hold(await cli.RunAsync("status"), text);
            // A file has no half characters.
            cli.Write(".pipelinedeploy.yaml", text.Any(char.IsSurrogate) ? "app: [" : $"app: {text}\n{text}: 1\n");
            Hold(await cli.RunAsync("status"), text);
        }

        Directory.EnumerateFileSystemEntries(_outside).ShouldBeEmpty();
    }

    // A terminal does what it is told by the control characters it is sent.
    [Fact]
    public async Task What_a_server_says_of_an_error_commands_no_terminal()
    {
        await using var cli = await CliRun.StartAsync();
        foreach (var text in HostileText.Signs.Concat(HostileText.Markup).Where(text => text.Length is > 0 and < 1000 && !text.Any(char.IsSurrogate)))
        {
            cli.Server.Refuses("GET", "/apps/shop", 400, "some.code", $"It is {text}", $"Do {text}");
            Hold(await cli.RunAsync("apps show shop"), text);
        }
    }

    static void Hold(CliResult result, string text)
    {
        var all = result.Stdout + result.Stderr;
        result.ExitCode.ShouldBeInRange(0, 9, HostileText.InJson(text));
        all.ShouldNotContain("   at ", Case.Sensitive, HostileText.InJson(text));
        all.ShouldAllBe(sign => !char.IsControl(sign) || sign == '\n' || sign == '\t', HostileText.InJson(text));
    }
}
