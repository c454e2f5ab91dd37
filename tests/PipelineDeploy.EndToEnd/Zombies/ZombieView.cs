using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Zombies;

/// <summary>All that an outlived driver could spoil, as lines.</summary>
static class ZombieView
{
    public static async Task<IReadOnlyList<string>> ReadAsync(DeployStack stack, string app, long run)
    {
        var containers = await stack.Engine.ListContainersAsync(new Dictionary<string, string> { [ContainerLabels.App] = app }, CancellationToken.None);
        var release = await stack.Database.ScalarAsync<int>($"select number from releases where run_id = {run}");
        var image = await stack.Engine.FindImageAsync($"pipelinedeploy/{app}:v{release}", CancellationToken.None);
        return
        [
            .. await stack.Database.ColumnAsync<string>($"select to_jsonb(r)::text from runs r where id = {run}"),
            .. await stack.Database.ColumnAsync<string>($"select to_jsonb(j)::text from journal j where run_id = {run} order by seq"),
            .. await stack.Database.ColumnAsync<string>($"select to_jsonb(s)::text from run_steps s where run_id = {run} order by step"),
            .. await stack.Database.ColumnAsync<string>($"select to_jsonb(l)::text from log_lines l where run_id = {run} order by line"),
            .. await stack.Database.ColumnAsync<string>($"select to_jsonb(r)::text from releases r where run_id = {run}"),
            .. await stack.Database.ColumnAsync<string>($"select to_jsonb(r)::text from routes r where app = '{app}'"),
            $"image of v{release} {image?.Id}",
            .. (await stack.ServingAsync(app)).Select(target => "HAProxy serves " + target),
            .. containers.Select(container => $"container {container.Name} {container.Id[..12]} of run {ContainerLabels.RunOf(container)} {container.State}").Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The lines that went (-) and those that came (+).</summary>
    public static IReadOnlyList<string> ChangesOf(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        [.. before.Except(after).Select(line => "- " + line), .. after.Except(before).Select(line => "+ " + line)];
}
