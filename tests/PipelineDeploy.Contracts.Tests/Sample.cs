namespace PipelineDeploy.Contracts.Tests;

/// <summary>Records in which a test changes only what it is about.</summary>
static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static RunView Run(string state = "running", RunError? error = null, params StepView[] steps) =>
        new(12, "shop", "deploy", state, "cli", "ann", state == "succeeded" ? 3 : null, Noon, Noon, Noon.AddSeconds(18.2), error, steps);

    public static StepView Step(string id, string state, DateTimeOffset? until = null, string? note = null, int attempt = 1, RunError? error = null) =>
        new(id, id, state, attempt, Noon, Noon.AddSeconds(1.2), until, note, error);

    public static RunLogLine Line(long seq, string text) => new(seq, Noon, "build", 1, text);

    public static AppView App(string name = "shop") =>
        new(name, Noon, [$"{name}.localhost"], [$"http://{name}.localhost:8080"], 3, Noon, Run("succeeded"));
}
