using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Config;

public sealed class EnvFileTests
{
    [Theory]
    [InlineData("A=1", "1")]
    [InlineData("A=", "")]
    [InlineData("  A =  1  ", "1")]
    [InlineData("export A=1", "1")]
    [InlineData("A=1\r\n", "1")]
    [InlineData("\uFEFFA=1\n", "1")]
    [InlineData("# first\n\n   # second\nA=1\n", "1")]
    [InlineData("A=1 # why", "1")]
    [InlineData("A=p#ss", "p#ss")]
    [InlineData("A=#", "")]
    [InlineData("A=x=y==", "x=y==")]
    [InlineData("A=$HOME/`id`", "$HOME/`id`")]
    [InlineData("A='it is $HOME # here' # why", "it is $HOME # here")]
    [InlineData("A='one\\n'", "one\\n")]
    [InlineData("A='it'\\''s'", "it's")]
    [InlineData("A=''\\'''", "'")]
    [InlineData("A=\"wow\\! \\`x\\`\"", "wow! `x`")]
    [InlineData("A=\"one\\ntwo\\t\\\"x\\\" \\$HOME \\\\ \\d\"", "one\ntwo\t\"x\" $HOME \\ \\d")]
    [InlineData("A=\"-----BEGIN-----\nabc=\n-----END-----\"\n", "-----BEGIN-----\nabc=\n-----END-----")]
    [InlineData("A='ein Ölfleck \U0001F600'", "ein Ölfleck \U0001F600")]
    public void A_line_gives_its_value(string text, string value) => EnvFile.Parse(text).ShouldBe(new Dictionary<string, string> { ["A"] = value });

    [Fact]
    public void Lines_after_a_value_of_several_lines_are_read_on() =>
        EnvFile.Parse("A=\"1\n2\"\nB=3\n").ShouldBe(new Dictionary<string, string> { ["A"] = "1\n2", ["B"] = "3" });

    [Theory]
    [InlineData("A=1\nB\n", "line 2", "NAME=value is expected")]
    [InlineData("=1", "line 1", "NAME=value is expected")]
    [InlineData("1A=1", "line 1", "NAME=value is expected")]
    [InlineData("A-B=1", "line 1", "NAME=value is expected")]
    [InlineData("A B=1", "line 1", "NAME=value is expected")]
    [InlineData("A=1\n\nA=2", "line 3", "A is set in line 1 already")]
    [InlineData("A=1\nB=\"x\ny", "line 2", "the \" that begins the value has no end")]
    [InlineData("A='x", "line 1", "the ' that begins the value has no end")]
    [InlineData("A='x' y", "line 1", "nothing but a comment may follow the closing '")]
    [InlineData("A=\"1\n2\"3\n", "line 2", "nothing but a comment may follow the closing \"")]
    [InlineData("A=\"1\n2\"\nB", "line 3", "NAME=value is expected")]
    [InlineData("A=a\0b", "line 1", "A: a value cannot hold NUL")]
    public void What_cannot_be_read_is_told_with_its_line(string text, string line, string wrong)
    {
        var error = Should.Throw<FieldErrorsException>(() => EnvFile.Parse(text));

        error.Error.Code.ShouldBe("config.badFile");
        error.Fields.Keys.ShouldContain(line);
        error.Fields[line].ShouldBe([wrong]);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_and_no_value_is_in_it()
    {
        var error = Should.Throw<FieldErrorsException>(() => EnvFile.Parse("geheim1\nA=1\nB='geheim2' geheim3\n=geheim4\n"));

        error.Fields.Keys.ShouldBe(["line 1", "line 3", "line 4"]);
        string.Concat(error.Fields.SelectMany(field => field.Value)).ShouldNotContain("geheim");
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n\n")]
    public void A_file_without_variables_is_an_error(string text) => Should.Throw<UserErrorException>(() => EnvFile.Parse(text)).Error.Message.ShouldBe("The file sets no variable");

    [Fact]
    public void A_file_that_is_too_long_is_refused_before_it_is_read() =>
        Should.Throw<UserErrorException>(() => EnvFile.Parse(new string('A', EnvFile.Longest + 1))).Error.Code.ShouldBe("config.badFile");

    [Fact]
    public void Whatever_stands_in_a_file_it_is_read_or_refused()
    {
        const string Signs = "AB=1 \t'\"#\\\n\r$\0é";
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => Signs[random.Next(Signs.Length)])]);
            try
            {
                EnvFile.Parse(text).Keys.ShouldAllBe(name => ConfigRules.RequireName(name) == name, $"seed {seed}");
            }
            catch (UserErrorException e)
            {
                e.Error.Code.ShouldBe("config.badFile", $"seed {seed}");
            }
        }
    }
}
