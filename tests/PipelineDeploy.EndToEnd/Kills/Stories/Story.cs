using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Kills.Stories;

/// <summary>What a run of the matrix does when nobody kills anything, and what it leaves behind then.</summary>
abstract class Story
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Story> All { get; } = [new Deployed(), new Cancelled(), new Everything(), new Configured(), new Recreated()];

    /// <summary>The moments of its steps in the order in which a run comes by: a line is a step and its moments; of each cell that is killed there is one.</summary>
    public virtual string Forward => "";

    /// <summary>The same of the steps that are undone.</summary>
    public virtual string Compensating => "";

    /// <summary>The trace that is left (see <see cref="RunTrace"/>).</summary>
    public abstract string Golden { get; }

    /// <summary>What visitors may read meanwhile; null where the story is one that does not answer all of them.</summary>
    public virtual IReadOnlyList<string>? Answers => [Content(0)];

    /// <summary>Whether the run's version serves at the end.</summary>
    public virtual bool Replaces => false;

    /// <summary>How long the app's replaced version stays.</summary>
    public virtual string WaitToRetire => "300ms";

    /// <summary>Two versions take turns, so that the engine has their images already.</summary>
    public static string Content(int version) => version % 2 == 0 ? "Hello from even" : "Hello from odd";

    /// <summary>The folder of a version.</summary>
    public virtual string Source(DeployStack stack, int version) =>
        stack.Source("hello", ("www/index.html", Content(version)), ("CHECKS", "WAIT=1\n/health ok\n"));

    /// <summary>What the app needs besides a first version that serves.</summary>
    public virtual Task PrepareAsync(DeployStack stack, string app) => Task.CompletedTask;

    /// <summary>Asks for the run.</summary>
    public virtual Task BeginAsync(DeployStack stack, string app, int version) => stack.BeginDeployAsync(app, Source(stack, version));

    /// <summary>What people do while it goes on; called again and again, also when the server is dead.</summary>
    public virtual Task MeanwhileAsync(DeployStack stack, long run) => Task.CompletedTask;

    /// <summary>The lines that are missing (-) or too many (+) in a trace, in order.</summary>
    public IReadOnlyList<string> DifferenceOf(string trace)
    {
        var (golden, seen) = (Golden.Split('\n'), trace.Split('\n'));
        var difference = golden.Except(seen).Select(line => "- " + line).Concat(seen.Except(golden).Select(line => "+ " + line)).ToList();
        return difference.Count > 0 || golden.SequenceEqual(seen) ? difference : ["the same lines, in another order or number:", .. seen];
    }

    public override string ToString() => GetType().Name;

    /// <summary>Whether the run's journal has such an event.</summary>
    protected static async Task<bool> HasAsync(DeployStack stack, long run, string kind, string? step = null) =>
        await stack.Database.ScalarAsync<long>(
            $"select count(*) from journal where run_id = {run} and event->>'kind' = '{kind}' and '{step}' in ('', event->>'step')") > 0;
}
