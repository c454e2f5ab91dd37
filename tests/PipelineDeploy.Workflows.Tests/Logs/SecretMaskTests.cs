using System.Text;
using PipelineDeploy.Workflows.Logs;

namespace PipelineDeploy.Workflows.Tests.Logs;

public sealed class SecretMaskTests
{
    const string Secret = "hunter2/é+x";

    static readonly SecretMask Mask = new([Secret]);

    [Theory]
    [InlineData("hunter2/é+x", "***")]
    [InlineData("a hunter2/é+x b hunter2/é+x", "a *** b ***")]
    [InlineData("hunter2/é+xhunter2/é+x", "***")]
    [InlineData("https://host/?q=hunter2%2F%C3%A9%2Bx&y=1", "https://host/?q=***&y=1")]
    [InlineData("hunter2%2f%c3%a9%2bx", "***")]
    [InlineData("{\"x\":\"hunter2/\\u00E9\\u002Bx\"}", "{\"x\":\"***\"}")]
    [InlineData("hunter", "***")]
    [InlineData("hunter3/é+x", "hunter3/é+x")]
    [InlineData("nothing here", "nothing here")]
    public void A_secret_is_hidden_in_each_form(string text, string expected) => Mask.Mask(text).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("user:")]
    public void A_secret_is_hidden_in_the_middle_of_base64(string before)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{before}{Secret} and more"));

        var masked = Mask.Mask(encoded);

        masked.ShouldContain("***");
        Longest(masked, Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret))).ShouldBeLessThan(before.Length + 4);
    }

    [Fact]
    public void Each_line_of_a_secret_of_several_lines_is_hidden_by_itself()
    {
        var mask = new SecretMask(["-----BEGIN KEY-----\nMIIEabcd\nEFGHijkl\n-----END KEY-----\n"]);

        mask.Mask("the key is MIIEabcd").ShouldBe("the key is ***");
        mask.Mask("EFGHijkl!").ShouldBe("***!");
        mask.Mask("-----BEGIN KEY-----").ShouldBe("-----BEGIN KEY-----");
    }

    [Fact]
    public void Secrets_that_overlap_are_hidden_together() => new SecretMask(["abcdef", "defghi"]).Mask("x abcdefghi y").ShouldBe("x *** y");

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("****")]
    public void What_would_hide_half_of_every_text_is_no_secret(string secret) => new SecretMask([secret]).Mask("abc **** def").ShouldBe("abc **** def");

    [Fact]
    public void A_secret_that_is_cut_by_the_end_of_a_line_is_hidden_on_both_sides()
    {
        Lines(new SecretMask(["supersecret"]), "it is supers", "ecret, yes").ShouldBe(["it is ***", "***, yes"]);
        Lines(new SecretMask(["supersecret"]), "supe", "rsec", "ret!").ShouldBe(["***", "***", "***!"]);
    }

    [Fact]
    public void A_secret_in_base64_that_is_wrapped_is_hidden_on_every_line()
    {
        var secret = string.Concat(Enumerable.Range(0, 200).Select(i => (char)('a' + (i * 7 % 26))));
        var wrapped = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret), Base64FormattingOptions.InsertLineBreaks).Split("\r\n");

        Lines(new SecretMask([secret]), wrapped)[..^1].ShouldAllBe(line => line == "***");
    }

    /// <summary>Whatever stands around a secret and wherever it is cut, never more than three of its signs in a row are left of it at a cut.</summary>
    [Fact]
    public void No_secret_survives_in_any_form_at_any_place_cut_anywhere()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var secrets = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Word(random, random.Next(6, 20)).Replace(' ', 'x')).ToList();
            var parts = Enumerable.Range(0, 8).Select(_ => random.Next(3) == 0 ? Written(random, secrets[random.Next(secrets.Count)]) : Word(random, random.Next(12)));
            var text = string.Concat(parts);

            var lines = Lines(new SecretMask(secrets), Cut(random, text));

            foreach (var form in secrets.SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret) }))
            {
                string.Concat(lines).ShouldNotContain(form, customMessage: $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Text_without_a_secret_stays_as_it_is_however_it_is_cut()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var lines = Cut(random, Word(random, random.Next(200)));

            Lines(new SecretMask(["0123456789", "ßßßßßß"]), lines).ShouldBe(lines, $"seed {seed}");
        }
    }

    static string Written(Random random, string secret) => random.Next(3) switch
    {
        0 => secret,
        1 => Uri.EscapeDataString(secret),
        _ => Convert.ToBase64String(Encoding.UTF8.GetBytes(Word(random, random.Next(5)) + secret + Word(random, random.Next(5)))),
    };

    static string Word(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "abcdef/+ üXYZ"[random.Next(13)]));

    static string[] Cut(Random random, string text)
    {
        List<string> lines = [];
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(random.Next(1, 15), text.Length - at);
            lines.Add(text.Substring(at, length));
            at += length;
        }

        return [.. lines];
    }

    static string[] Lines(SecretMask mask, params string[] lines)
    {
        var seen = "";
        return [.. lines.Select(line =>
        {
            (var masked, seen) = mask.MaskNext(seen, line);
            return masked;
        })];
    }

    // The longest run of signs that both texts have.
    static int Longest(string one, string other) =>
        Enumerable.Range(0, one.Length).Max(from => Enumerable.Range(0, one.Length - from + 1).Last(length => other.Contains(one.Substring(from, length), StringComparison.Ordinal)));
}
