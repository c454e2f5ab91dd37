using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.EndToEnd.Kills;

/// <summary>
/// All that a run has left behind, as lines that are the same for every run with the same story: no times, no ids, and nothing of
/// how often a driver had to begin again.
/// </summary>
static class RunTrace
{
    /// <summary>Reads it.</summary>
    /// <param name="stack">Where the run was.</param>
    /// <param name="app">The app.</param>
    /// <param name="runId">The run.</param>
    /// <param name="generation">The route's generation before the run.</param>
    public static async Task<string> ReadAsync(DeployStack stack, string app, long runId, long generation)
    {
        var run = await stack.Client.GetRunAsync(runId);
        string[] lines =
        [
            $"run {run.State}, release {(run.Release is null ? "none" : "made")}",
            .. run.Steps.Select(step => $"step {step.Id} {step.State}, attempt {step.Attempt}"),
            .. (await JournalAsync(stack, runId)).Select(line => "journal " + line),
            .. await RouteAsync(stack, app, runId, generation),
            .. (await ContainersAsync(stack, app, runId)).Order(StringComparer.Ordinal),
            $"slot {(await stack.Database.ScalarAsync<long>($"select count(*) from run_slots where subject = '{app}'") == 0 ? "free" : "taken")}",
            .. (await WakeUpsAsync(stack, runId)).Select(trigger => "wake-up " + trigger),
        ];
        return string.Join('\n', lines);
    }

    /// <summary>What happened, without the interruptions and what they made drivers say again.</summary>
    static async Task<IEnumerable<string>> JournalAsync(DeployStack stack, long runId)
    {
        List<string> lines = [];
        foreach (var text in await stack.Database.ColumnAsync<string>($"select event::text from journal where run_id = {runId} order by seq"))
        {
            var e = JsonNode.Parse(text)!;
            var kind = e["kind"]!.GetValue<string>();
            var line = $"{kind} {e["step"] ?? e["state"]}".TrimEnd();
            if (kind is not ("stepInterrupted" or "stepResumed" or "runPoked") && lines.LastOrDefault() != line)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    static async Task<IEnumerable<string>> RouteAsync(DeployStack stack, string app, long runId, long generation)
    {
        var targets = JsonNode.Parse(await stack.Database.ScalarAsync<string>($"select targets::text from routes where app = '{app}'"))!.AsArray();
        var risen = await stack.Database.ScalarAsync<long>($"select generation from routes where app = '{app}'") - generation;
        return
        [
            $"route +{risen}",
            .. targets.Select(target => $"target {Age(target!["runId"]!.GetValue<long>(), runId)}, weight {target["weight"]}"),
            .. (await stack.ServingAsync(app)).Select(name => $"haproxy {(name.Contains($"-r{runId}-", StringComparison.Ordinal) ? "new" : "old")}"),
        ];
    }

    static async Task<IEnumerable<string>> ContainersAsync(DeployStack stack, string app, long runId)
    {
        var containers = await stack.Engine.ListContainersAsync(new Dictionary<string, string> { [ContainerLabels.App] = app }, CancellationToken.None);
        return containers.Select(container =>
            $"container {container.Name[app.Length..]} {Age(ContainerLabels.RunOf(container), runId)} {(container.IsRunning ? "runs" : container.State)}");
    }

    // Quartz puts the last one away when its job has returned, after the commit that ended the run; that of a dead node when it finds it dead.
    static async Task<IReadOnlyList<string>> WakeUpsAsync(DeployStack stack, long runId)
    {
        IReadOnlyList<string> left = [];
        try
        {
            await Eventually.HoldsAsync(async () => (left = await stack.Database.ColumnAsync<string>(
                $"select trigger_group || ' ' || trigger_name || ' ' || trigger_state from qrtz_triggers where job_name = '{runId}'")).Count == 0);
        }
        catch (TimeoutException)
        {
            // The trace tells which.
        }

        return left;
    }

    static string Age(long? run, long newest) => run == newest ? "new" : "old";
}
