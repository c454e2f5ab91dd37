using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.OneOffs;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("bin/migrate", "bin/migrate")]
    [InlineData("  bin/migrate\t--all  ", "bin/migrate|--all")]
    [InlineData("echo 'a b' \"c d\"", "echo|a b|c d")]
    [InlineData("echo a'b 'c", "echo|ab c")]
    [InlineData("echo ''", "echo|")]
    [InlineData("""echo a\ b \"q\" """, "echo|a b|\"q\"")]
    [InlineData("""echo "say \"hi\" \n" 'c:\d' """, """echo|say "hi" \n|c:\d""")]
    [InlineData("echo '$HOME | a && b'", "echo|$HOME | a && b")]
    [InlineData("rake task[all] *.rb ~ # x=1", "rake|task[all]|*.rb|~|#|x=1")]
    [InlineData("""["sh", "-c", "a && b"]""", "sh|-c|a && b")]
    [InlineData("sh -c 'a && b'", "sh|-c|a && b")]
    public void A_text_is_cut_into_words_as_it_stands(string text, string words) =>
        string.Join('|', CommandLine.Read(JsonValue.Create(text), "It")).ShouldBe(words);

    [Fact]
    public void A_list_is_taken_as_it_is() =>
        CommandLine.Read(new JsonArray("echo", "a b", "$HOME", 5), "It").ShouldBe(["echo", "a b", "$HOME", "5"]);

    [Theory]
    [InlineData("a && b", "'&'")]
    [InlineData("a | b", "'|'")]
    [InlineData("a; b", "';'")]
    [InlineData("a > file", "'>'")]
    [InlineData("echo $HOME", "'$'")]
    [InlineData("echo \"$HOME\"", "'$'")]
    [InlineData("echo `date`", "'`'")]
    [InlineData("a\nb", "a line break")]
    [InlineData("RAILS_ENV=production rake db:migrate", "the assignment 'RAILS_ENV=production'")]
    [InlineData("echo 'a", "a ' that is not closed")]
    [InlineData("echo a\\", "ends in a backslash")]
    public void What_only_a_shell_understands_is_refused_with_what_would_be_right(string text, string expected)
    {
        var error = Should.Throw<UserErrorException>(() => CommandLine.Read(JsonValue.Create(text), "The input 'command'")).Error;

        error.Code.ShouldBe("command.needsShell");
        error.Message.ShouldStartWith("The input 'command'");
        error.Message.ShouldContain(expected);
        error.Hint.ShouldNotBeNull().ShouldContain("""["sh", "-c",""");
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"   \"")]
    [InlineData("[]")]
    [InlineData("[\"\"]")]
    [InlineData("[[\"a\"]]")]
    [InlineData("\"[a\"")]
    [InlineData("{}")]
    [InlineData("true")]
    [InlineData("\"a \\u0000\"")]
    public void What_is_no_command_is_refused(string json) =>
        Should.Throw<UserErrorException>(() => CommandLine.Read(JsonNode.Parse(json)!, "It")).Error.Code.ShouldBe("command.bad");

    [Fact]
    public void A_line_that_was_written_for_a_shell_gets_one_only_when_it_needs_it()
    {
        CommandLine.OfShellLine("python manage.py migrate", "It").ShouldBe(["python", "manage.py", "migrate"]);
        CommandLine.OfShellLine("rake db:migrate && touch $DONE", "It").ShouldBe(["sh", "-c", "rake db:migrate && touch $DONE"]);
    }
}
