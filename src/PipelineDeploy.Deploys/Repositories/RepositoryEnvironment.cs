using System.Globalization;
using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.Deploys.Repositories;

/// <summary>
/// All of the environment that git is run with on a pushed repository: no configuration of the machine, no hooks but ours, and rules that what is
/// pushed cannot change, because nobody but the server writes the repository's own configuration.
/// </summary>
static class RepositoryEnvironment
{
    const string NoHooks = "/dev/null";

    /// <summary>Makes it.</summary>
    /// <param name="home">A folder of the server's own.</param>
    /// <param name="hooks">The folder of our hooks; null for none.</param>
    /// <param name="maxPushBytes">Largest pack of a push; null when nothing is pushed.</param>
    public static Dictionary<string, string> Of(string home, string? hooks, long? maxPushBytes) => GitEnvironment.Base(home, SettingsOf(hooks ?? NoHooks, maxPushBytes));

    static IEnumerable<(string Name, string Value)> SettingsOf(string hooks, long? maxPushBytes)
    {
        yield return ("core.hooksPath", hooks);
        yield return ("submodule.recurse", "false");
        yield return ("tar.umask", "0022");
        yield return ("transfer.fsckObjects", "true");
        // Of these the last that fits holds: people see branches and tags.
        yield return ("transfer.hideRefs", "refs");
        yield return ("transfer.hideRefs", "!refs/heads");
        yield return ("transfer.hideRefs", "!refs/tags");
        yield return ("receive.advertisePushOptions", "true");
        // Which branch may not be deleted is decided by the plan of a push.
        yield return ("receive.denyDeleteCurrent", "ignore");
        // Large files are streamed through a pack, whatever they would be unpacked.
        yield return ("receive.unpackLimit", "1");
        yield return ("core.bigFileThreshold", "16m");
        yield return ("http.receivepack", "true");
        yield return ("http.getanyfile", "false");
        if (maxPushBytes is { } most)
        {
            yield return ("receive.maxInputSize", most.ToString(CultureInfo.InvariantCulture));
        }
    }
}
