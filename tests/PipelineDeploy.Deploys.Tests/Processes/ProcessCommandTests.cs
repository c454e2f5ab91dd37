using PipelineDeploy.Deploys.Processes;

namespace PipelineDeploy.Deploys.Tests.Processes;

public sealed class ProcessCommandTests
{
    [Theory]
    [InlineData("bin/work --all 'two words'", "bin/work|--all|two words")]
    [InlineData("sh -c 'a && b'", "sh|-c|a && b")]
    public void One_that_needs_no_shell_gets_none(string line, string words) => ProcessCommand.Of(line, "x").ShouldBe(words.Split('|'));

    [Theory]
    [InlineData("./serve --port $PORT")]
    [InlineData("./serve --port \"$PORT\" > /tmp/log")]
    [InlineData("$SERVER -v")]
    public void A_shell_makes_way_for_its_only_program(string line) => ProcessCommand.Of(line, "x").ShouldBe(["sh", "-c", $"exec {line}"]);

    [Theory]
    [InlineData("./prepare && ./serve")]
    [InlineData("./serve | tee log")]
    [InlineData("cd app; ./serve")]
    [InlineData("./serve $(cat port)")]
    [InlineData("./serve `cat port`")]
    [InlineData("PORT=80 ./serve")]
    [InlineData("exec ./serve $PORT")]
    [InlineData("exit $CODE")]
    [InlineData("if x > y")]
    [InlineData("{ ./serve $PORT")]
    public void A_shell_that_has_more_to_do_stays(string line) => ProcessCommand.Of(line, "x").ShouldBe(["sh", "-c", line]);
}
