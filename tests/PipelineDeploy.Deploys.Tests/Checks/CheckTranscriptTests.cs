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
            CheckTranscript.Attempt(1, plan.Rounds[0]),
            .. CheckTranscript.Attempted(1, plan.Rounds[0], [Failed("Failed to connect to 127.0.0.1 port 32771: Connection refused")]),
            CheckTranscript.Attempt(2, plan.Rounds[0]),
            .. CheckTranscript.Attempted(2, plan.Rounds[0], [Passed()]),
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
            CheckTranscript.Attempt(1, plan.Rounds[0]),
            .. CheckTranscript.Attempted(1, plan.Rounds[0], [Failed("the answer does not match \"^ok$\""), Passed(), Failed("answered 500 Internal Server Error", "the port speaks plain HTTP")], failedInAll: 2),
            .. CheckTranscript.ContainerOutput("myapp", []),
        ]);
    }

    [Fact]
    public void The_default_check_has_its_own_lines()
    {
        var plan = CheckPlan.Resolve(ChecksFile.Parse("# nothing yet"), CheckSettings.Default);

        ShouldReadAs("default-check.txt",
            [.. CheckTranscript.Opening(plan), CheckTranscript.Attempt(1, plan.Rounds[0]), CheckTranscript.DefaultSuccessful]);
    }

    [Fact]
    public void Rounds_of_their_own_have_their_names_in_every_line()
    {
        var plan = CheckPlan.Resolve(null, CheckSettings.Default, AppJson.Parse(
            """{"healthchecks": {"web": [{"name": "front page", "path": "/", "content": "My App", "initialDelay": 1}, {"name": "queue", "command": ["./busy", "-q"]}]}}"""));

        ShouldReadAs("app-json.txt",
        [
            .. CheckTranscript.Opening(plan),
            .. plan.Rounds.Select(round => CheckTranscript.Attempt(1, round)),
            .. CheckTranscript.Attempted(1, plan.Rounds[1], [Failed("ended with exit code 1")]),
            CheckTranscript.Attempt(2, plan.Rounds[1]),
            .. CheckTranscript.Attempted(1, plan.Rounds[0], [Passed()]),
        ]);
    }

    [Fact]
    public void A_path_is_told_when_something_changes()
    {
        var plan = CheckPlan.Resolve(null, CheckSettings.Default with { Path = "/health" });

        ShouldReadAs("path.txt",
        [
            .. CheckTranscript.Opening(plan),
            CheckTranscript.Attempt(1, plan.Rounds[0]),
            CheckTranscript.Changed(plan.Rounds[0], "answered 503 Service Unavailable"),
            .. CheckTranscript.Attempted(12, plan.Rounds[0], [Failed("answered 500 Internal Server Error")], failedInAll: 1),
        ]);
    }

    [Fact]
    public void Every_demand_can_be_told()
    {
        CheckDemand[] all =
        [
            new CheckDemand.Requests([Check.ForPath("/")]), new CheckDemand.Command(["a"]), new CheckDemand.Listening(),
            new CheckDemand.Uptime(TimeSpan.FromSeconds(1)), new CheckDemand.DockerHealth(),
        ];

        all.Select(demand => demand.GetType()).ShouldBe(typeof(CheckDemand).GetNestedTypes(), ignoreOrder: true);
        foreach (var round in all.Select(demand => new CheckRound(demand, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(1), 1, TimeSpan.FromSeconds(1))))
        {
            CheckTranscript.Opening(new CheckPlan("any", [round], []))[0].Length.ShouldBeGreaterThan("-----> Checks by any: ".Length);
            CheckTranscript.Attempted(1, round, [Failed("no")]).Count.ShouldBe(5);
        }
    }

    [Fact]
    public void What_an_app_says_cannot_steer_a_terminal_or_add_a_line()
    {
        var plan = CheckPlan.Resolve(ChecksFile.Parse("/ ok\u001b[2J"), CheckSettings.Default);

        var lines = CheckTranscript.Attempted(1, plan.Rounds[0], [Failed("the answer does not\n-----> All checks successful!\u001b[2J")]);

        lines.ShouldAllBe(line => !line.Any(char.IsControl));
        lines.Contains(CheckTranscript.Successful, StringComparer.Ordinal).ShouldBeFalse();
    }

    static CheckResult Passed() => new(Passed: true, "answered 200 OK", 200, TimeSpan.Zero, "ok", Note: null);

    static CheckResult Failed(string cause, string? note = null) => new(Passed: false, cause, Status: null, TimeSpan.Zero, Body: null, note);

    static void ShouldReadAs(string golden, IEnumerable<string> lines, [CallerFilePath] string here = "") =>
        string.Join('\n', lines).ShouldBe(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "Golden", golden)).TrimEnd('\n'));
}
