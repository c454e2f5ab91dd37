using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Output;

/// <summary>What a run does right now, drawn again and again below what has happened; only where a person looks on.</summary>
/// <param name="output">Where to.</param>
/// <param name="time">The clock.</param>
sealed class LiveProgress(CliOutput output, TimeProvider time)
{
    const string Frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(120);
    int frame;

    /// <summary>The run as it was last heard of.</summary>
    public RunView? Run { get; set; }

    /// <summary>Draws until the task is through.</summary>
    public async Task<T> WhileAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        while (output.IsLive && !task.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            if (Run is { } run && Text(run, time.GetUtcNow()) is { Length: > 0 } text)
            {
                var line = $"{Frames[frame++ % Frames.Length]} {text}";
                output.Draw(line.Length < output.Width ? line : line[..Math.Max(0, output.Width - 1)]);
            }

            await Task.WhenAny(task, Task.Delay(Pace, time, cancellationToken));
        }

        output.Erase();
        return await task;
    }

    /// <summary>The step that is under way, how long it has been, and how far the run is.</summary>
    public static string Text(RunView run, DateTimeOffset now)
    {
        var active = run.Steps.Where(step => step.State is "running" or "waiting" or "compensating").ToList();
        if (active.Count == 0)
        {
            return "";
        }

        var step = active[0];
        var done = run.Steps.Count(other => other.State is "succeeded" or "skipped");
        return string.Join(" · ", new[]
        {
            $"{step.Id}{(active.Count > 1 ? $" and {active.Count - 1} more" : "")}",
            step.Attempt > 1 ? $"attempt {step.Attempt}" : null,
            step.WaitingUntil is { } until && until > now ? $"next in {Duration.Text(until - now)}" : step.StartedAt is { } since ? Duration.Text(now - since) : null,
            $"{done} of {run.Steps.Count} steps done",
        }.OfType<string>());
    }
}
