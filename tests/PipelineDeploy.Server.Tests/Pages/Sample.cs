using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Pages;

namespace PipelineDeploy.Server.Tests.Pages;

/// <summary>Apps and runs to show, with what a test does not care about filled in.</summary>
static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 14, 0, 0, TimeSpan.Zero);

    public static AppView App(string name = "shop", int? serving = 4, RunView? latest = null) => new(
        name, Now.AddDays(-9), [$"{name}.localhost"], [$"http://{name}.localhost:8080"], serving, serving is null ? null : Now.AddHours(-3), latest);

    public static RunView Run(string state = "succeeded", RunError? error = null, params StepView[] steps) => new(
        12, "shop", "blue-green", state, "cli", "admin", 5, Now.AddMinutes(-2), Now.AddMinutes(-2),
        state is "queued" or "running" or "waiting" ? null : Now.AddMinutes(-1), error, steps);

    public static StepView Step(string id, string state, string? note = null, DateTimeOffset? until = null, RunError? error = null) => new(
        id, id, state, state is "pending" or "skipped" ? 0 : 1, state is "pending" or "skipped" ? null : Now.AddMinutes(-2),
        state is "succeeded" or "failed" ? Now.AddMinutes(-1) : null, until, note, error);

    public static RunLogLine Line(long seq, string text) => new(seq, Now, "build", 1, text);

    /// <summary>The whole page as a browser gets it.</summary>
    public static string Whole(this Page page) => PageLayout.Render(page, new PageFrame("admin", ["shop"], "/apps/shop")).ToString();
}
