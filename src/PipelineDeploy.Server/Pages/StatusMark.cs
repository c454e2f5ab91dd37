using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.Pages;

/// <summary>A state as a word, an icon and a colour; the word alone says it all.</summary>
static class StatusMark
{
    /// <summary>The state of a run.</summary>
    public static Html OfRun(RunView run) => run.State switch
    {
        "queued" => Mark("wait", Icon.Clock, "queued"),
        "running" => Mark("run", Icon.Working, "running"),
        "waiting" => Mark("wait", Icon.Clock, "waiting"),
        "succeeded" => Mark("ok", Icon.Check, "succeeded"),
        "failed" => Mark("fail", Icon.Cross, "failed"),
        "rolledBack" => Mark("back", Icon.Back, "failed, rolled back"),
        "cancelled" => Mark("off", Icon.Stop, "cancelled"),
        "superseded" => Mark("off", Icon.Skip, "superseded"),
        "needsAttention" => Mark("fail", Icon.Warning, "needs a person"),
        var other => Mark("off", Icon.Dot, other),
    };

    /// <summary>The state of a step.</summary>
    public static Html OfStep(StepView step) => step.State switch
    {
        "pending" => Mark("off", Icon.Dot, "pending"),
        "running" => Mark("run", Icon.Working, "running"),
        "waiting" => Mark("wait", Icon.Clock, "waiting"),
        "succeeded" => Mark("ok", Icon.Check, "succeeded"),
        "failed" => Mark("fail", Icon.Cross, "failed"),
        "skipped" => Mark("off", Icon.Skip, "skipped"),
        "compensating" => Mark("back", Icon.Back, "undoing"),
        "compensated" => Mark("back", Icon.Back, "undone"),
        "compensationFailed" => Mark("fail", Icon.Warning, "not undone"),
        var other => Mark("off", Icon.Dot, other),
    };

    /// <summary>What of an app serves.</summary>
    public static Html OfServing(int? release) => release is { } number
        ? Mark("ok", Icon.Check, $"v{number} serves")
        : Mark("off", Icon.Dot, "nothing serves");

    /// <summary>The state of a container, in Docker's word.</summary>
    public static Html OfContainer(string state) => state switch
    {
        "running" => Mark("ok", Icon.Check, state),
        "exited" or "dead" => Mark("fail", Icon.Cross, state),
        "restarting" => Mark("wait", Icon.Clock, state),
        _ => Mark("off", Icon.Dot, state),
    };

    /// <summary>The slot of a container: the only thing that blue and green are used for.</summary>
    public static Html OfSlot(string slot) => Html.Of($"""<span class="slot"><span class="dot {slot}" aria-hidden="true"></span>{slot}</span>""");

    static Html Mark(string tone, Html icon, string word) => Html.Of($"""<span class="mark {tone}">{icon}{word}</span>""");
}
