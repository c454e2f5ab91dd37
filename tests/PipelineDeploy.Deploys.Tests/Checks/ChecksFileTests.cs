using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Checks;

/// <summary>The rows of checks-cases.md that are about the grammar; the first argument is the row.</summary>
public sealed class ChecksFileTests
{
    [Theory]
    [InlineData(1, "/", "http://localhost/", null)]
    [InlineData(2, "/ My Amazing App", "http://localhost/", "My Amazing App")]
    [InlineData(3, "/\tMy Amazing App", "http://localhost/", "My Amazing App")]
    [InlineData(4, "/ My Amazing App \t ", "http://localhost/", "My Amazing App")]
    [InlineData(5, "/  My Amazing App", "http://localhost/", "My Amazing App")]
    [InlineData(5, "/ My  Amazing\tApp", "http://localhost/", "My  Amazing\tApp")]
    [InlineData(8, "/checks    ok  # note", "http://localhost/checks", "ok")]
    [InlineData(8, "/checks # note", "http://localhost/checks", null)]
    [InlineData(8, "/checks ok#1", "http://localhost/checks", "ok#1")]
    [InlineData(11, "  \t/ok ok", "http://localhost/ok", "ok")]
    [InlineData(13, "/ .body", "http://localhost/", ".body")]
    [InlineData(14, "/scripts/index.js $(function()", "http://localhost/scripts/index.js", "$(function()")]
    [InlineData(15, "/health {\"status\":\"UP\"}", "http://localhost/health", "{\"status\":\"UP\"}")]
    [InlineData(15, "/health \"UP\"", "http://localhost/health", "\"UP\"")]
    [InlineData(18, "//admin.example.com/ok ok", "http://admin.example.com/ok", "ok")]
    [InlineData(18, "//admin.example.com", "http://admin.example.com/", null)]
    [InlineData(20, "http://h:8080/ok", "http://h:8080/ok", null)]
    [InlineData(20, "HTTP://h/ok", "http://h/ok", null)]
    [InlineData(20, "//[::1]:81/ok", "http://[::1]:81/ok", null)]
    [InlineData(21, "https://secure.example.com/ok ok", "https://secure.example.com/ok", "ok")]
    [InlineData(28, "/ok?WAIT=99 ok", "http://localhost/ok?WAIT=99", "ok")]
    [InlineData(28, "/a=b", "http://localhost/a=b", null)]
    [InlineData(44, @"/ Issue \#1", "http://localhost/", "Issue #1")]
    [InlineData(44, @"/ a \# b # note", "http://localhost/", "a # b")]
    [InlineData(17, "/ ~nope", "http://localhost/", "~nope")]
    public void A_check_is_read(int row, string line, string target, string? expected)
    {
        var check = ChecksFile.Parse(line).Checks.ShouldHaveSingleItem($"row {row}");

        check.Target.ShouldBe(target);
        check.Expected.ShouldBe(expected);
        check.IsPattern.ShouldBeFalse();
    }

    [Theory]
    [InlineData("/ ~ ^ok$", "^ok$")]
    [InlineData("/ ~   a  b  # note", "a  b")]
    [InlineData(@"/ ~ issue \#[0-9]+", @"issue \#[0-9]+")]
    public void Row_17_a_tilde_and_a_blank_ask_for_a_pattern(string line, string pattern)
    {
        var check = ChecksFile.Parse(line).Checks.ShouldHaveSingleItem();

        check.IsPattern.ShouldBeTrue();
        check.Expected.ShouldBe(pattern);
    }

    [Theory]
    [InlineData(9, "WAIT=2 # text", 2)]
    [InlineData(10, "WAIT=3 # a # b", 3)]
    [InlineData(31, "WAIT = 7", 7)]
    [InlineData(31, "  WAIT\t=\t7  ", 7)]
    [InlineData(32, "/ok\nWAIT=9", 9)]
    [InlineData(32, "WAIT=3\nWAIT=4", 4)]
    [InlineData(34, "WAIT=0", 0)]
    [InlineData(34, "WAIT=0.5", 0.5)]
    [InlineData(34, "WAIT=1m", 60)]
    [InlineData(34, "WAIT=500ms", 0.5)]
    public void A_wait_is_read(int row, string text, double seconds) =>
        ChecksFile.Parse(text).Wait.ShouldBe(TimeSpan.FromSeconds(seconds), $"row {row}");

    [Fact]
    public void Timeout_and_attempts_are_read_and_what_is_not_set_stays_unset()
    {
        var file = ChecksFile.Parse("TIMEOUT=90s\nATTEMPTS=6");

        (file.Wait, file.Timeout, file.Attempts).ShouldBe((null, TimeSpan.FromSeconds(90), 6));
    }

    [Theory]
    [InlineData(17, 1, "badPattern", "/ ~ [")]
    [InlineData(17, 2, "badPattern", "\n/ ~")]
    [InlineData(17, 1, "badPattern", "/ ~ (a)\\1")]
    [InlineData(17, 1, "badPattern", "/ ~ ((a{1000}){1000}){1000}")]
    [InlineData(29, 3, "badTarget", "# first\n/ok\nok ok")]
    [InlineData(29, 1, "badTarget", "localhost/ok")]
    [InlineData(29, 1, "badTarget", "ftp://localhost/ok")]
    [InlineData(29, 1, "badTarget", "//")]
    [InlineData(29, 1, "badTarget", "http:///ok")]
    [InlineData(29, 1, "badTarget", "http://a,b")]
    [InlineData(29, 1, "badTarget", "http://user:secret@h/ok")]
    [InlineData(29, 1, "badTarget", "export WAIT=5")]
    [InlineData(33, 1, "badSetting", "ATTEMPTS=0\n/ok")]
    [InlineData(33, 1, "badSetting", "ATTEMPTS=abc")]
    [InlineData(33, 1, "badSetting", "ATTEMPTS=1.5")]
    [InlineData(33, 1, "badSetting", "ATTEMPTS=99999999999")]
    [InlineData(34, 1, "badSetting", "WAIT=")]
    [InlineData(34, 1, "badSetting", "WAIT= # 5")]
    [InlineData(34, 1, "badSetting", "WAIT=abc")]
    [InlineData(34, 1, "badSetting", "WAIT=-1")]
    [InlineData(34, 1, "badSetting", "WAIT=2d")]
    [InlineData(34, 2, "badSetting", "/ok\r\nTIMEOUT=0")]
    [InlineData(46, 2, "notText", "/ok\n/ok \0")]
    public void A_mistake_is_named_with_its_line(int row, int line, string code, string text)
    {
        var error = Should.Throw<UserErrorException>(() => ChecksFile.Parse(text), $"row {row}").Error;

        error.Code.ShouldBe("checks." + code);
        error.Message.ShouldStartWith($"CHECKS line {line}: ");
        error.Hint.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_password_in_an_address_is_not_repeated() =>
        Should.Throw<UserErrorException>(() => ChecksFile.Parse("http://user:secret@h/ok")).Message.ShouldNotContain("secret");

    [Fact]
    public void Row_11_blank_lines_and_indented_comments_are_ignored() =>
        ChecksFile.Parse("\n  \n\t# one\n   # two = 3\n/ok\n\n").Checks.ShouldHaveSingleItem().Line.ShouldBe(5);

    [Theory]
    [InlineData("/ok ok\n/ok nope")]
    [InlineData("/ok ok\n/ok nope\n")]
    public void Row_12_a_last_line_needs_no_newline(string text) =>
        ChecksFile.Parse(text).Checks.Select(check => check.Expected).ShouldBe(["ok", "nope"]);

    [Fact]
    public void Row_19_a_host_does_not_leak_into_the_next_check() =>
        ChecksFile.Parse("//admin.example.com/ok ok\n/ok ok").Checks.Select(check => check.Host).ShouldBe(["admin.example.com", "localhost"]);

    [Theory]
    [InlineData("FOO=1")]
    [InlineData("wait=1")]
    [InlineData("ok=1 ok")]
    public void Row_30_an_unknown_name_is_a_warning_with_its_line(string line)
    {
        var file = ChecksFile.Parse("/ok\n" + line);

        file.Warnings.ShouldHaveSingleItem().ShouldStartWith("CHECKS line 2: ");
        file.Wait.ShouldBeNull();
    }

    [Fact]
    public void Row_37_a_file_with_CRLF_reads_as_one_with_LF()
    {
        var file = ChecksFile.Parse("WAIT=2\r\n\r\n# note\r\n/ok ok\r\n");

        file.Wait.ShouldBe(TimeSpan.FromSeconds(2));
        file.Checks.ShouldHaveSingleItem().Expected.ShouldBe("ok");
    }

    [Fact]
    public void Row_38_a_byte_order_mark_is_ignored() =>
        ChecksFile.ParseBytes([0xEF, 0xBB, 0xBF, .. "/ok ok"u8]).Checks.ShouldHaveSingleItem().Target.ShouldBe("http://localhost/ok");

    [Fact]
    public void A_piece_after_a_hash_in_an_address_is_not_sent_and_is_warned_of()
    {
        var file = ChecksFile.Parse("/page#part ok");

        file.Checks.ShouldHaveSingleItem().PathAndQuery.ShouldBe("/page");
        file.Warnings.ShouldHaveSingleItem().ShouldStartWith("CHECKS line 1: ");
    }

    [Fact]
    public void A_name_in_another_script_is_sent_in_its_DNS_form() =>
        ChecksFile.Parse("//bücher.example/ä").Checks.ShouldHaveSingleItem().Target.ShouldBe("http://xn--bcher-kva.example/%C3%A4");
}
