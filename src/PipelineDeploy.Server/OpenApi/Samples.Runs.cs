using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.OpenApi;

/// <summary>Examples of runs, releases, checks and pipelines.</summary>
static partial class Samples
{
    const string Commit = "9fceb02d0ae598e95dc970b74767f19372d61af8";
    const string Yaml = "name: careful\nsteps:\n  - uses: approve\n  - id: deploy\n    uses: pipeline\n    with:\n      pipeline: blue-green\n";

    static RunView Run => new(
        42, "shop", "blue-green", "waiting", "git", "ann", 4, At, At.AddSeconds(1), null, null,
        [new StepView("switch", "switch", "succeeded", 1, At.AddSeconds(20), At.AddSeconds(21), null, "traffic goes to v4", null)],
        PipelineVersion: 1, Git: new RunGitView("https://git.example.com/acme/shop.git", "main", Commit));

    static ReleaseView Release => new(
        "shop", 4, At, "ann", 42, "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", HasImage: true, null, "blue-green", 1, Commit, Serves: true,
        new ServedView(At, null), ["DATABASE_URL"]);

    static AskedCheckView Asked => new("/health", "status 200", Passed: true, "answered 200", 200, 12.5, null, null);

    static CheckPlanView Plan => new(
        "CHECKS", "1 check, up to 5 attempts", [new CheckRoundView(null, [new ExpectationView("/health", "status 200")], 5, 5, 30, 5, null)], []);

    static ChecksProblemView Odd => new(2, null, "checks.odd", "CHECKS line 2: a path begins with /", "Write /health.", "warning");

    static PipelineView Pipeline => new(
        "careful", 2, null, "ann", "checks twice", At, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    static JournalEntryView Happened => new(7, At.AddSeconds(9), "stepWaiting", "check", null, "attempt 2 of 5", At.AddSeconds(14), null, null);

    static RunStepDefinition Defined => new("switch", "switch", ["check"], JsonElement.Parse("""{"release": "${{ steps.build.output.release }}"}"""), 1, null, null);

    static DryRunStepView Planned => new(
        "pause", "wait", "Wait", ["switch"], "runs", "settings.waitToRetire != '0s'", 6, 41.5, 60, 3600, 1, "rollback", RunsAlways: false, IsPivot: false, [new StepTimeView("for", 60)]);

    static RunMark Mark => new(42, "succeeded", At, At.AddSeconds(31));

    static RunLogLine Line => new(17, At, "build", 1, "Step 3/7 : COPY . .");

    static IEnumerable<object> OfRuns() =>
    [
        Run,
        new RunPage([Run], 41),
        Line,
        new RunLogPage([Line], 18, 43),
        Happened,
        new JournalPage([Happened], 8),
        Defined,
        new RunDefinitionView("blue-green", "Build, start, check, switch, retire.", [Defined], JsonElement.Parse("""{"settings": {"waitToRetire": "60s"}}""")),
        Mark,
        new RecentRunsView("shop", [Mark]),
        new RetryRun("check"),
        new AnswerApproval("approve", "looks good"),
        new SendSignal("build-1873", new JsonObject { ["passed"] = true }),
        new OverrideHold("the shop is down"),
        Release,
        new ReleasePage([Release], 3),
        new RollBack(3),
        new RollbackPreview(
            "shop", Release, Release with { Number = 3, Serves = false, Served = new ServedView(At.AddDays(-7), At) }, ChangesImage: true, ChangesPipeline: false, [], ["FEATURE"], ["DATABASE_URL"], null),
        new Promote("shop-staging", 7),
        new CheckAttemptView("check", null, 1, At, [Asked]),
        new ValidateChecks("WAIT=5\n/health\n"),
        new ChecksValidation(IsValid: true, Plan, [Odd]),
        new RunChecks("/health\n"),
        new ChecksReport("shop", 4, "shop-web-4-1", Passed: true, Plan, [Asked]),
        Pipeline,
        new PipelineVersionPage([Pipeline], 2),
        new PipelineDefinitionView("careful", 2, null, [Defined], [new PipelineInputView("version", "string", IsRequired: false, "latest", "What is released.")]),
        new PipelineUse("careful", ["shop"]),
        new DryRunPipeline(Yaml, "shop"),
        new DryRunView("careful", "shop", [Planned], 60, IsWhole: true, 3600, null, [new PipelineInputView("version", "string", IsRequired: false, "latest", "What is released.")]),
        Planned,
        new PipelineText(Pipeline, Yaml),
        new PublishPipeline(Yaml, "checks twice"),
        new CheckPipeline(Yaml),
        new PipelineCheck(IsValid: false, "careful", [new PipelineProblemView(3, 11, "steps[0].uses", "There is no kind of step 'aprove'", "error")]),
        new StepKindView("wait", "Wait", Compensates: false, IsPivot: false, JsonElement.Parse("""{"type": "object"}"""), JsonElement.Parse("""{"type": "object"}""")),
    ];
}
