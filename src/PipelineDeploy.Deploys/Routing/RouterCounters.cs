using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Definitions;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>Some steps judge a version by what the router has counted. Not every router counts.</summary>
static class RouterCounters
{
    /// <summary>The kinds of steps that need them.</summary>
    static readonly string[] Kinds = ["watch", "canary"];

    /// <summary>Refuses a pipeline that would watch the traffic of a router that does not count, before anything of it has begun.</summary>
    /// <exception cref="UserErrorException"><c>router.noCounters</c>.</exception>
    public static void RequireFor(PipelineDefinition pipeline, ITrafficRouter router)
    {
        if (pipeline.Steps.FirstOrDefault(step => Kinds.Contains(step.Uses, StringComparer.Ordinal)) is { } step)
        {
            Require(router, $"The step '{step.Id}' ({step.Uses})");
        }
    }

    /// <summary>Refuses to watch by a router that does not count.</summary>
    /// <param name="router">The router.</param>
    /// <param name="who">Who needs the counters, as the beginning of a sentence.</param>
    /// <exception cref="UserErrorException"><c>router.noCounters</c>.</exception>
    public static void Require(ITrafficRouter router, string who)
    {
        if (!router.CountsAnswers)
        {
            throw Missing(router.Name, who);
        }
    }

    /// <summary>The error that says so.</summary>
    public static UserErrorException Missing(string router, string who) => new(
        "router.noCounters",
        $"{who} judges a version by the answers that the router counts for it, and {router} counts none",
        "Use a pipeline without 'watch' and 'canary', e.g. blue-green, or the router that counts: PIPELINEDEPLOY_ROUTER=haproxy.");
}
