using System.Globalization;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Checks;

/// <summary>
/// Every form that a line of CHECKS may have, and what it means. Sources: "docs" are dokku's documents of 0.3.26 to 0.7 ("Checks Examples"),
/// "script" is their check-deploy as it was seen to work, "cases n" is row n of checks-cases.md, "spec" is deploy-semantics.md.
/// </summary>
public sealed class ChecksLinesTests
{
    /// <summary>The text and what it is read as: settings, checks and problems in their order, parted by <c> | </c>.</summary>
    public static TheoryData<string, string> Lines => new()
    {
        { "", "" }, // docs: "may contain empty lines"
        { "   \t ", "" }, // spec: blanks around are ignored
        { "# a comment", "" }, // docs: "comments (lines starting with #)"
        { "   # indented", "" }, // cases 11
        { "#/not a check", "" }, // docs: lines starting with #
        { "#WAIT=5", "" }, // docs: lines starting with #
        { "/", "http://localhost/" }, // cases 1; docs, failing example
        { "/about  Our Amazing Team", "http://localhost/about = Our Amazing Team" }, // docs: "a path, optionally followed by the expected content"
        { "/                       My Amazing App", "http://localhost/ = My Amazing App" }, // docs, first example
        { "/stylesheets/index.css  .body", "http://localhost/stylesheets/index.css = .body" }, // docs; literal by cases 13
        { "/scripts/index.js       $(function()", "http://localhost/scripts/index.js = $(function()" }, // docs; literal by cases 14
        { "/images/logo.png", "http://localhost/images/logo.png" }, // docs
        { "/check.txt simple_check", "http://localhost/check.txt = simple_check" }, // docs, successful example
        { "//admin.example.com     Admin Dashboard", "http://admin.example.com/ = Admin Dashboard" }, // docs: "relative URLs that include the hostname"
        { "//static.example.com/logo.png", "http://static.example.com/logo.png" }, // docs
        { "https://admin.example.com  Admin Dashboard", "https://admin.example.com/ = Admin Dashboard" }, // docs: "explicitly check HTTPS requests"
        { "https://static.example.com/logo.png", "https://static.example.com/logo.png" }, // docs
        { "http://h/ok", "http://h/ok" }, // spec: http://host[:port]/path
        { "http://h:8080/ok", "http://h:8080/ok" }, // cases 20
        { "http://h:80/ok", "http://h/ok" }, // spec; RFC 9110 §4.2.3: the scheme's own port is none
        { "https://h:443/ok", "https://h/ok" }, // as above
        { "//h:5000", "http://h:5000/" }, // cases 20, without scheme
        { "HTTPS://H/Ok", "https://h/Ok" }, // RFC 3986 §6.2.2.1: scheme and host know no case, a path does
        { "//[::1]:81/ok", "http://[::1]:81/ok" }, // RFC 3986 §3.2.2
        { "//10.0.0.1/ok", "http://10.0.0.1/ok" }, // RFC 3986 §3.2.2; it is a Host, never dialled
        { "//my_app/ok", "http://my_app/ok" }, // names of containers have underscores
        { "/ok?a=b&c=d ok", "http://localhost/ok?a=b&c=d = ok" }, // script: the path goes to curl as it is
        { "/ok?WAIT=99 ok", "http://localhost/ok?WAIT=99 = ok" }, // cases 28
        { "/a=b", "http://localhost/a=b" }, // spec: "a line that begins with / is a check even if it has a ="
        { "/a%20b ok", "http://localhost/a%20b = ok" }, // RFC 3986 §2.1
        { "/ä", "http://localhost/%C3%A4" }, // RFC 3986 §2.1
        { "/\tMy Amazing App", "http://localhost/ = My Amazing App" }, // cases 3
        { "/ My Amazing App   ", "http://localhost/ = My Amazing App" }, // cases 4
        { "/  My Amazing App", "http://localhost/ = My Amazing App" }, // cases 5
        { "/ My  Amazing\tApp", "http://localhost/ = My  Amazing\tApp" }, // spec: inner blanks kept
        { "  /ok ok", "http://localhost/ok = ok" }, // spec: leading blanks are ignored
        { "/checks    ok  # comment", "http://localhost/checks = ok" }, // docs and cases 8
        { "/checks # comment", "http://localhost/checks" }, // cases 8, without content
        { "/checks ok#1", "http://localhost/checks = ok#1" }, // spec: only " #" starts a comment
        { "/checks #", "http://localhost/checks" }, // spec
        { @"/ Issue \#1", "http://localhost/ = Issue #1" }, // cases 44
        { @"/ \# heading", "http://localhost/ = # heading" }, // cases 44, at the begin
        { @"/ a \# b # c", "http://localhost/ = a # b" }, // cases 44 and 8
        { @"/ C:\dir", @"http://localhost/ = C:\dir" }, // spec: the text is literal
        { "/health {\"status\":\"UP\"}", "http://localhost/health = {\"status\":\"UP\"}" }, // cases 15
        { "/ \"quoted\"", "http://localhost/ = \"quoted\"" }, // spec: quotes have no meaning
        { "/ 'quoted'", "http://localhost/ = 'quoted'" }, // spec
        { "/ok 100", "http://localhost/ok = 100" }, // cases 16
        { "/ok ~ ^ok$", "http://localhost/ok ~ ^ok$" }, // cases 17
        { "/ok ~\t^ok$", "http://localhost/ok ~ ^ok$" }, // cases 17, parted by a tab
        { "/ok ~nope", "http://localhost/ok = ~nope" }, // spec: "~ <pattern>" has a blank
        { @"/ ~ issue \#[0-9]+ # note", @"http://localhost/ ~ issue \#[0-9]+" }, // cases 17 and 44
        { "/ok ~", "error 1 badPattern" }, // cases 17
        { "/ok ~ [", "error 1 badPattern" }, // cases 17
        { @"/ok ~ (a)\1", "error 1 badPattern" }, // spec: compiled non-backtracking
        { "/page#part", "http://localhost/page | warning 1" }, // RFC 3986 §3.5: a fragment is not sent
        { "WAIT=30     # Wait 1/2 minute", "wait 30s" }, // docs
        { "TIMEOUT=60  # Timeout after a minute", "timeout 1m" }, // docs
        { "ATTEMPTS=10  # attempt checks 10 times", "attempts 10" }, // docs
        { "WAIT=2 # text", "wait 2s" }, // cases 9
        { "WAIT=3 # a # b", "wait 3s" }, // cases 10
        { "WAIT = 7", "wait 7s" }, // cases 31
        { "\tWAIT\t=\t7\t", "wait 7s" }, // cases 31, with tabs
        { "/ok\nWAIT=9", "wait 9s | http://localhost/ok" }, // cases 32: it holds wherever it stands
        { "WAIT=3\nWAIT=4", "wait 4s" }, // cases 32: the last one wins
        { "WAIT=0", "wait 0s" }, // cases 34
        { "WAIT=0.5", "wait 500ms" }, // cases 34
        { "WAIT=1m", "wait 1m" }, // cases 34
        { "WAIT=500ms", "wait 500ms" }, // spec: durations
        { "WAIT=5#five", "wait 5s" }, // script: everything from # goes
        { "WAIT=", "error 1 badSetting" }, // cases 34
        { "WAIT=#5", "error 1 badSetting" }, // cases 34, only a comment
        { "WAIT=abc", "error 1 badSetting" }, // spec: "anything else is a named error"
        { "WAIT=-1", "error 1 badSetting" }, // spec
        { "WAIT=5 6", "error 1 badSetting" }, // spec
        { "WAIT=1e3", "error 1 badSetting" }, // spec
        { "WAIT=25h", "error 1 badSetting" }, // a day at most; nothing of a deploy waits longer
        { "TIMEOUT=0", "error 1 badSetting" }, // spec: TIMEOUT > 0
        { "TIMEOUT=0.001", "timeout 1ms" }, // spec: TIMEOUT > 0
        { "ATTEMPTS=1", "attempts 1" }, // spec: a whole number of at least 1
        { "ATTEMPTS=0", "error 1 badSetting" }, // cases 33
        { "ATTEMPTS=abc", "error 1 badSetting" }, // cases 33
        { "ATTEMPTS=1.5", "error 1 badSetting" }, // spec: whole
        { "ATTEMPTS=+3", "error 1 badSetting" }, // spec: whole number
        { "ATTEMPTS=3s", "error 1 badSetting" }, // spec: not a duration
        { "FOO=1", "warning 1" }, // cases 30
        { "wait=1", "warning 1" }, // cases 30
        { "DOKKU_CHECKS_WAIT=1", "warning 1" }, // docs: that one is a config variable
        { "ok ok", "error 1 badTarget" }, // cases 29
        { "localhost/ok", "error 1 badTarget" }, // cases 29, a typical slip
        { "ftp://localhost/ok", "error 1 badTarget" }, // spec: "anything else is an error"
        { "export WAIT=5", "error 1 badTarget" }, // spec; NAME is one word
        { "=5", "error 1 badTarget" }, // spec: NAME=VALUE has a name
        { "http://user:secret@h/ok", "error 1 badTarget" }, // a password in a file of the source is refused
        { "//", "error 1 badTarget" }, // spec: //host/path
        { "http:///ok", "error 1 badTarget" }, // spec: http://host/path
        { "/ok ok\r\nWAIT=2\r\n", "wait 2s | http://localhost/ok = ok" }, // cases 37
        { "\uFEFF/ok ok", "http://localhost/ok = ok" }, // cases 38
        { "/ok ok\n/ok nope", "http://localhost/ok = ok | http://localhost/ok = nope" }, // cases 12
        { "//admin.example.com/ok ok\n/ok ok", "http://admin.example.com/ok = ok | http://localhost/ok = ok" }, // cases 19
        { "/ok \0", "error 1 notText" }, // cases 46
        { "WAIT=x\n/ok\nok\n", "http://localhost/ok | error 1 badSetting | error 3 badTarget" }, // spec: each with its line
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_means_this(string text, string meaning) => Meaning(text).ShouldBe(meaning);

    [Fact]
    public void The_table_has_every_form_once()
    {
        Lines.Count.ShouldBeGreaterThanOrEqualTo(60);
        Lines.Select(line => (string)line[0]).ShouldBeUnique();
    }

    static string Meaning(string text)
    {
        var (file, problems) = ChecksFile.Check(text);
        return string.Join(" | ",
        [
            .. file.Wait is { } wait ? [$"wait {Duration.Format(wait)}"] : Array.Empty<string>(),
            .. file.Timeout is { } timeout ? [$"timeout {Duration.Format(timeout)}"] : Array.Empty<string>(),
            .. file.Attempts is { } attempts ? [string.Create(CultureInfo.InvariantCulture, $"attempts {attempts}")] : Array.Empty<string>(),
            .. file.Checks.Select(check => check.Target + (check.Expected is null ? "" : $" {(check.IsPattern ? "~" : "=")} {check.Expected}")),
            .. problems.Select(problem => problem.IsWarning ? $"warning {problem.Line}" : $"error {problem.Line} {problem.Error.Code["checks.".Length..]}"),
        ]);
    }
}
