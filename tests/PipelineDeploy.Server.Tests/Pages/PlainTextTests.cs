using PipelineDeploy.Server.Pages;

namespace PipelineDeploy.Server.Tests.Pages;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b[38;2;1;2;3mtrue colour\u001b[m", "true colour")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("\u001b[2J\u001b[Hcleared", "cleared")]
    [InlineData("\u001b]0;a new title\u0007text", "text")]
    [InlineData("\u001b]8;;http://evil.test\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData("\u001b(Btext\u001b=", "text")]
    [InlineData("a\u0000b\bc\rd", "abcd")]
    [InlineData("ends in the middle \u001b[", "ends in the middle ")]
    public void Terminal_sequences_are_taken_out(string written, string shown) => PlainText.Of(written).ShouldBe(shown);

    [Theory]
    [InlineData("a\tb\nc")]
    [InlineData("-----> Grüße, 世界 🎉")]
    [InlineData("[31m is no colour without its escape")]
    public void Text_stays_as_it_is(string text) => PlainText.Of(text).ShouldBe(text);

    [Fact]
    public void The_script_takes_out_the_same()
    {
        var script = System.Text.Encoding.UTF8.GetString(Asset("page.js"));
        var pattern = System.Text.RegularExpressions.Regex.Match(script, "const sequence = /(.*)/g;").Groups[1].Value;

        pattern.ShouldBe(PlainText.Pattern);
    }

    static byte[] Asset(string name)
    {
        using var stream = typeof(PlainText).Assembly.GetManifestResourceStream($"Pages.{name}")!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
