using System.Collections.Frozen;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Server.Failpoints;

/// <summary>The moments there are: before and after everything that a driver and its steps change outside of themselves.</summary>
static class FailpointMoments
{
    /// <summary>The step's intent is in the journal, nothing is done yet.</summary>
    public const string IntentWritten = "intentWritten";

    /// <summary>The step is through, nothing of it is in the journal yet.</summary>
    public const string EffectDone = "effectDone";

    /// <summary>After a line of the step's log.</summary>
    public const string LineLogged = "lineLogged";

    /// <summary>What a claim is called: the moments are <c>beforeClaim</c> and <c>afterClaim</c>.</summary>
    public const string Claim = "Claim";

    /// <summary>What the commit of a step's outcome is called.</summary>
    public const string Commit = "Commit";

    static readonly FrozenDictionary<(Type Port, string Method), string> Effects = new Dictionary<(Type Port, string Method), string>
    {
        [(typeof(IRunStore), nameof(IRunStore.ClaimAsync))] = Claim,
        [(typeof(IRunStore), nameof(IRunStore.CommitAsync))] = Commit,
        [(typeof(IContainerEngine), nameof(IContainerEngine.BuildImageAsync))] = "BuildImage",
        [(typeof(IContainerEngine), nameof(IContainerEngine.TagImageAsync))] = "TagImage",
        [(typeof(IContainerEngine), nameof(IContainerEngine.CreateContainerAsync))] = "CreateContainer",
        [(typeof(IContainerEngine), nameof(IContainerEngine.PutFilesAsync))] = "PutFiles",
        [(typeof(IContainerEngine), nameof(IContainerEngine.StartContainerAsync))] = "StartContainer",
        [(typeof(IContainerEngine), nameof(IContainerEngine.StopContainerAsync))] = "StopContainer",
        [(typeof(IContainerEngine), nameof(IContainerEngine.RenameContainerAsync))] = "RenameContainer",
        [(typeof(IContainerEngine), nameof(IContainerEngine.RemoveContainerAsync))] = "RemoveContainer",
        [(typeof(IReleaseStore), nameof(IReleaseStore.AllotAsync))] = "AllotRelease",
        [(typeof(IRouteStore), nameof(IRouteStore.ReplaceAsync))] = "ReplaceRoute",
        [(typeof(ITrafficRouter), nameof(ITrafficRouter.ApplyAsync))] = "ApplyRoutes",
    }.ToFrozenDictionary();

    /// <summary>Their names.</summary>
    public static FrozenSet<string> All { get; } =
        [IntentWritten, EffectDone, LineLogged, .. Effects.Values.Select(Before), .. Effects.Values.Select(After)];

    /// <summary>The name of what a port's method does, or null when it changes nothing.</summary>
    public static string? EffectOf(Type port, string method) => Effects.GetValueOrDefault((port, method));

    /// <summary>The moment before an effect.</summary>
    public static string Before(string effect) => "before" + effect;

    /// <summary>The moment after an effect.</summary>
    public static string After(string effect) => "after" + effect;
}
