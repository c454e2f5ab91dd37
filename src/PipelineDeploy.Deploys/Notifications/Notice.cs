using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Notifications;

/// <summary>What people are told of a run.</summary>
/// <param name="App">The app.</param>
/// <param name="Run">The run.</param>
/// <param name="Release">Number of its release; null without one.</param>
/// <param name="State">How the run ends; null while that is open.</param>
/// <param name="Title">One line.</param>
/// <param name="Message">What is to be said about it.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="At">When.</param>
public sealed record Notice(string App, long Run, int? Release, RunState? State, string Title, string Message, StepError? Error, DateTimeOffset At)
{
    /// <summary>Whether it is bad news.</summary>
    public bool IsBad => State is not (null or RunState.Succeeded);

    /// <summary>What the programs that hear of it tell it by, e.g. <c>run.rolledBack</c>.</summary>
    public string Event => State is { } state ? $"run.{Word(state)}" : "run.message";

    /// <summary>The facts below the message.</summary>
    public IEnumerable<(string Name, string Value)> Facts =>
    [
        ("App", App), ("Run", FormattableString.Invariant($"{Run}")), .. Release is { } release ? new[] { ("Release", $"v{release}") } : [],
    ];

    /// <summary>What there is to tell at this moment of a run.</summary>
    /// <param name="context">The step that tells it.</param>
    /// <param name="title">What the pipeline says instead of the usual line.</param>
    /// <param name="message">What the pipeline says instead of the error.</param>
    public static Notice Of(StepContext context, string? title, string? message)
    {
        var release = context.Outputs.Values.Select(output => output["release"]).FirstOrDefault(value => value is not null)?.ToString();
        return new Notice(
            context.Subject, context.RunId, int.TryParse(release, out var number) ? number : null, context.End?.State,
            title ?? TitleOf(context.Subject, context.End?.State), message ?? MessageOf(context.End?.Error), context.End?.Error, context.Now);
    }

    static string TitleOf(string app, RunState? state) => state switch
    {
        null => $"{app} is being deployed",
        RunState.Succeeded => $"{app} was deployed",
        RunState.RolledBack => $"The deploy of {app} failed; the version before serves again",
        RunState.Cancelled => $"The deploy of {app} was cancelled",
        RunState.NeedsAttention => $"The deploy of {app} needs somebody to look",
        _ => $"The deploy of {app} failed",
    };

    static string MessageOf(StepError? error) => error is null ? "" : $"{error.Step}: {error.Error.Message}{(error.Error.Hint is { } hint ? $"\n{hint}" : "")}";

    static string Word(RunState state) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
