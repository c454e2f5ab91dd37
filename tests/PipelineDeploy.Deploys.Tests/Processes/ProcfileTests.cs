using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Processes;

public sealed class ProcfileTests
{
    [Theory]
    [InlineData("web: ./serve", "web=./serve@1")]
    [InlineData("web: ./serve\nworker: bin/work --all\n", "web=./serve@1|worker=bin/work --all@2")]
    [InlineData("web: ./serve\r\nworker: bin/work\r\n", "web=./serve@1|worker=bin/work@2")]
    [InlineData("\uFEFFweb: ./serve", "web=./serve@1")]
    [InlineData("# what runs\n\n  # more\nweb: ./serve", "web=./serve@4")]
    [InlineData("  web :   ./serve   ", "web=./serve@1")]
    [InlineData("web:./serve", "web=./serve@1")]
    [InlineData("web: ./serve http://localhost:80", "web=./serve http://localhost:80@1")]
    [InlineData("web: ./serve # not a comment", "web=./serve # not a comment@1")]
    [InlineData("web: ./serve\t--fast", "web=./serve\t--fast@1")]
    [InlineData("send-mail_2: x\nWEB: y\nweb: z", "send-mail_2=x@1|WEB=y@2|web=z@3")]
    [InlineData("", "")]
    [InlineData("\n# nothing\n", "")]
    public void Each_line_is_a_process_and_its_command(string text, string expected) =>
        string.Join('|', Procfile.Parse(text).Lines.Select(line => $"{line.Name}={line.Command}@{line.Number}")).ShouldBe(expected);

    [Theory]
    [InlineData("web ./serve", "Procfile line 1: 'web ./serve' has no colon")]
    [InlineData("web: x\n\nnonsense\n", "Procfile line 3: 'nonsense' has no colon")]
    [InlineData("web: x\n: y", "Procfile line 2: '' is no name of a process")]
    [InlineData("my worker: x", "Procfile line 1: 'my worker' is no name of a process")]
    [InlineData("-x: y", "Procfile line 1: '-x' is no name of a process")]
    [InlineData("wörker: x", "Procfile line 1: 'wörker' is no name of a process")]
    [InlineData("a/b: x", "Procfile line 1: 'a/b' is no name of a process")]
    [InlineData("web:", "Procfile line 1: 'web' has no command")]
    [InlineData("web: x\nrelease:   ", "Procfile line 2: 'release' has no command")]
    [InlineData("web: x\nworker: y\nweb: z", "Procfile line 3: 'web' is there already, in line 1")]
    [InlineData("web: x\0y", "Procfile line 1: the command of 'web' holds a control character")]
    [InlineData("web: x\ry", "Procfile line 1: the command of 'web' holds a control character")]
    public void A_mistake_is_told_with_its_line(string text, string message)
    {
        var error = Should.Throw<UserErrorException>(() => Procfile.Parse(text)).Error;

        (error.Code, error.Message).ShouldBe(("source.badProcfile", message));
        error.Hint.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_name_is_as_long_as_a_containers_name_bears_and_processes_are_not_without_number()
    {
        Procfile.Parse($"{new string('a', 63)}: x").Lines.Count.ShouldBe(1);
        Should.Throw<UserErrorException>(() => Procfile.Parse($"{new string('a', 64)}: x")).Error.Message.ShouldContain("is no name");
        Procfile.Parse(string.Join('\n', Enumerable.Range(1, 64).Select(i => $"p{i}: x"))).Lines.Count.ShouldBe(64);
        Should.Throw<UserErrorException>(() => Procfile.Parse(string.Join('\n', Enumerable.Range(1, 65).Select(i => $"p{i}: x")))).Error.Message.ShouldBe("Procfile has 65 processes");
    }

    [Fact]
    public void The_release_is_the_migration_and_no_process()
    {
        var procfile = Procfile.Parse("release: bin/migrate\nweb: ./serve");

        procfile.Migration.ShouldBe("bin/migrate");
        procfile.Processes.Select(line => line.Name).ShouldBe(["web"]);
        Procfile.Parse("releases: x").Migration.ShouldBeNull();
    }

    /// <summary>Whatever is in the file: it is read, or one line of it is told.</summary>
    [Fact]
    public void Any_text_is_read_or_refused_with_a_line()
    {
        const string Signs = "aw:# \t\r\n\0-_é\uFEFF\"'$";
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Signs[random.Next(Signs.Length)]));
            try
            {
                Procfile.Parse(text).Lines.ShouldAllBe(line => line.Name.Length > 0 && line.Command.Length > 0, $"seed {seed}");
            }
            catch (UserErrorException e)
            {
                e.Error.Message.ShouldStartWith("Procfile line ", Case.Sensitive, $"seed {seed}");
            }
        }
    }
}
