using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Repositories;

/// <summary>What a pusher says with <c>git push -o</c>.</summary>
/// <param name="IsWaited">Whether the push waits for the end of the run.</param>
/// <param name="Pipeline">The pipeline to run; null for the app's own.</param>
/// <param name="IsNoCache">Whether the image is built without layers of earlier builds.</param>
public sealed record PushOptions(bool IsWaited = true, string? Pipeline = null, bool IsNoCache = false)
{
    const string Known = "Known are: -o wait=false (do not wait for the run), -o pipeline=<name>, -o no-cache (build every layer anew).";

    /// <summary>Reads them.</summary>
    /// <exception cref="UserErrorException"><c>push.unknownOption</c> or <c>push.badOption</c>.</exception>
    public static PushOptions Parse(IEnumerable<string> options)
    {
        var read = new PushOptions();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            var (name, value) = option.Split('=', 2) is [var before, var after] ? (before, after) : (option, null);
            read = (name, value) switch
            {
                ("wait", "true" or "false") => read with { IsWaited = value == "true" },
                ("pipeline", { Length: > 0 }) => read with { Pipeline = value },
                ("no-cache", null or "true" or "false") => read with { IsNoCache = value != "false" },
                ("wait" or "pipeline" or "no-cache", _) => throw new UserErrorException("push.badOption", $"The push option '{GitRef.Shown(option)}' has no value that it can have", Known),
                _ => throw new UserErrorException("push.unknownOption", $"There is no push option '{GitRef.Shown(option)}'", Known),
            };
            if (!names.Add(name))
            {
                throw new UserErrorException("push.badOption", $"The push option '{name}' is given twice", "Give it once.");
            }
        }

        return read;
    }
}
