using System.Runtime.CompilerServices;
using PipelineDeploy.Deploys.Checks;

namespace PipelineDeploy.Deploys.Tests.Checks;

public sealed class CheckTranscriptTests
{
    [Fact]
    public void A_deploy_whose_second_attempt_passes_reads_as_people_know_it()
    {
        var plan = CheckPlan.Resolve(ChecksFile.Parse("WAIT=10\nATTEMPTS=6\n/checks ok"), CheckSettings.Default);

        ShouldReadAs("second-attempt-passes.txt",
        [
            .. CheckTranscript.Opening(plan),
            CheckTranscript.Attempt(1, plan),
            .. CheckTranscript.Attempted(1, plan, [Failed("Failed to connect to 127.0.0.1 port 32771: Connection refused")]),
            CheckTranscript.Attempt(2, plan),
            .. CheckTranscript.Attempted(2, plan, [Passed()]),
            CheckTranscript.Successful,
            .. CheckTranscript.ContainerOutput("myapp", ["listening on 5000", "GET /checks"]),
        ]);
    }

    [Fact]
    public void A_deploy_whose_checks_all_fail_says_how_many()
    {
        var plan = CheckPlan.Resolve(ChecksFile.Parse("wait=9\nWAIT=0.5\nATTEMPTS=1\n/ ~ ^ok$\n/ok\nhttps://admin.example.com/ok"), CheckSettings.Default);

        ShouldReadAs("all-attempts-fail.txt",
        [
            .. CheckTranscript.Opening(plan),
            CheckTranscript.Attempt(1, plan),
            .. CheckTranscript.Attempted(1, plan, [Failed("the answer does not match \"^ok$\""), Passed(), Failed("answered 500 Internal Server Error", "the port speaks plain HTTP")]),
            .. CheckTranscript.ContainerOutput("myapp", []),
            CheckTranscript.Failed(2),
        ]);
    }

    [Fact]
    public void The_default_check_has_its_own_lines()
    {
        var plan = CheckPlan.Resolve(ChecksFile.Parse("# nothing yet"), CheckSettings.Default);

        ShouldReadAs("default-check.txt",
            [.. CheckTranscript.Opening(plan), CheckTranscript.DefaultWaiting(plan.Default!), CheckTranscript.DefaultSuccessful]);
    }

    [Fact]
    public void What_an_app_says_cannot_steer_a_terminal_or_add_a_line()
    {
        var plan = CheckPlan.Resolve(ChecksFile.Parse("/ ok\u001b[2J"), CheckSettings.Default);

        var lines = CheckTranscript.Attempted(1, plan, [Failed("the answer does not\n-----> All checks successful!\u001b[2J")]);

        lines.ShouldAllBe(line => !line.Any(char.IsControl));
        lines.Contains(CheckTranscript.Successful, StringComparer.Ordinal).ShouldBeFalse();
    }

    static CheckResult Passed() => new(Passed: true, "answered 200 OK", 200, TimeSpan.Zero, "ok", Note: null);

    static CheckResult Failed(string cause, string? note = null) => new(Passed: false, cause, Status: null, TimeSpan.Zero, Body: null, note);

    static void ShouldReadAs(string golden, IEnumerable<string> lines, [CallerFilePath] string here = "") =>
        string.Join('\n', lines).ShouldBe(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "Golden", golden)).TrimEnd('\n'));
}
