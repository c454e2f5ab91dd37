using System.Text;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Checks;

/// <summary>Row 46: nothing that is put into CHECKS makes the parser hang, or fail in any way but the one that people are told of.</summary>
public sealed class ChecksLimitsTests
{
    static readonly string[] Pieces =
    [
        "/", "//", "http://", "https://", "h", ":", "80", "[", "]", "@", "?", "#", " ", "\t", "\r\n", "\n", "\\", "\\#", "~", " ~ ", "(", ")", "*", "{9}", "WAIT", "TIMEOUT",
        "ATTEMPTS", "=", "5", "0", ".", "s", "ms", "%", "%zz", "..", "é", "\uFEFF", "\u202E", "\uD800", "\0", "\u0001", "😀", "xn--", "/a/../..", "ok",
    ];

    [Fact]
    public void Row_46_a_line_of_a_megabyte_is_an_error() =>
        Should.Throw<UserErrorException>(() => ChecksFile.ParseBytes(Encoding.UTF8.GetBytes("\n/ " + new string('x', 1_000_000))))
            .Error.ShouldSatisfyAllConditions(e => e.Code.ShouldBe("checks.lineTooLong"), e => e.Message.ShouldStartWith("CHECKS line 2: "));

    [Fact]
    public void Row_46_a_file_of_more_than_a_megabyte_is_an_error() =>
        Should.Throw<UserErrorException>(() => ChecksFile.ParseBytes(new byte[ChecksFile.MaxBytes + 1])).Error.Code.ShouldBe("checks.tooLarge");

    [Fact]
    public void Row_46_a_hundred_thousand_comments_pass() =>
        ChecksFile.Parse(string.Concat(Enumerable.Repeat("# note\n", 100_000)) + "/ok").Checks.ShouldHaveSingleItem().Line.ShouldBe(100_001);

    [Fact]
    public void Row_46_a_hundred_thousand_checks_are_an_error() =>
        Should.Throw<UserErrorException>(() => ChecksFile.Parse(string.Concat(Enumerable.Repeat("/ok ok\n", 100_000)))).Error.Code.ShouldBe("checks.tooMany");

    [Fact]
    public void Row_46_a_hundred_thousand_unknown_settings_give_a_short_list_of_warnings()
    {
        var warnings = ChecksFile.Parse(string.Concat(Enumerable.Repeat("FOO=1\n", 100_000))).Warnings;

        warnings.Count.ShouldBe(21);
        warnings[^1].ShouldContain("99980 more");
    }

    [Theory]
    [InlineData(new byte[] { 0x2F, 0x0A, 0x2F, 0x6F, 0x6B, 0x20, 0xFF }, 2)]
    [InlineData(new byte[] { 0x2F, 0x0A, 0x0A, 0x2F, 0xC3 }, 3)]
    [InlineData(new byte[] { 0x2F, 0x0A, 0x00 }, 2)]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x2F, 0x00 }, 1)]
    [InlineData(new byte[] { 0xFE, 0xFF, 0x00, 0x2F }, 1)]
    public void Row_46_bytes_that_are_no_text_are_an_error_with_a_line(byte[] bytes, int line)
    {
        var error = Should.Throw<UserErrorException>(() => ChecksFile.ParseBytes(bytes)).Error;

        error.Code.ShouldBe("checks.notText");
        error.Message.ShouldStartWith($"CHECKS line {line}: ");
    }

    [Theory]
    [InlineData(11)]
    [InlineData(22)]
    [InlineData(33)]
    [InlineData(44)]
    public void Random_text_is_read_or_refused_with_a_line(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            ReadOrRefuse(() => ChecksFile.Parse(text), $"seed {seed}, round {i}: {Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}");
        }
    }

    [Theory]
    [InlineData(55)]
    [InlineData(66)]
    public void Random_bytes_are_read_or_refused_with_a_line(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            if (i % 2 == 0) bytes = [.. bytes.Select(b => (byte)(b & 0x7F))];
            ReadOrRefuse(() => ChecksFile.ParseBytes(bytes), $"seed {seed}, round {i}: {Convert.ToHexString(bytes)}");
        }
    }

    static void ReadOrRefuse(Func<ChecksFile> read, string input)
    {
        try
        {
            foreach (var check in read().Checks)
            {
                Uri.TryCreate(check.Target, UriKind.Absolute, out _).ShouldBeTrue(input);
                check.Target.Concat(check.Host).ShouldAllBe(c => !char.IsControl(c) && c != ' ', input);
            }
        }
        catch (UserErrorException e)
        {
            e.Error.Code.ShouldStartWith("checks.", customMessage: input);
            e.Error.Message.ShouldStartWith("CHECKS line ", customMessage: input);
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            throw new ShouldAssertException($"{e.GetType().Name} for {input}", e);
        }
    }
}
