using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Repositories;

/// <summary>
/// The commits that are on their way to becoming the tip of a branch, while their runs go on. Git sees only where the branch stands, so without
/// this a push that knows nothing of the one before would deploy over it.
/// </summary>
public sealed class PushedTips
{
    readonly Lock _gate = new();
    readonly Dictionary<(string App, string Branch), List<string>> _tips = [];

    /// <summary>The newest that is on its way; null for none.</summary>
    public string? Newest(string app, string branch)
    {
        lock (_gate)
        {
            return _tips.TryGetValue((app, branch), out var tips) ? tips[^1] : null;
        }
    }

    /// <summary>Puts one on its way, after <paramref name="seen"/>, until the answer is disposed.</summary>
    /// <exception cref="UserErrorException"><c>push.behind</c>: another one came between.</exception>
    public IDisposable Add(string app, string branch, string commit, string? seen)
    {
        var key = (app, branch);
        lock (_gate)
        {
            var tips = _tips.TryGetValue(key, out var known) ? known : _tips[key] = [];
            if ((tips.Count > 0 ? tips[^1] : null) != seen)
            {
                throw Behind(branch);
            }

            tips.Add(commit);
        }

        return new Way(this, key, commit);
    }

    /// <summary>What a push is told that would leave out another one.</summary>
    public static UserErrorException Behind(string branch) => new(
        "push.behind", $"Another push of {branch} is being deployed, and this one does not contain its commits", "Wait for its end, then: git pull, and push again");

    sealed class Way(PushedTips all, (string App, string Branch) key, string commit) : IDisposable
    {
        public void Dispose()
        {
            lock (all._gate)
            {
                if (all._tips.TryGetValue(key, out var tips) && tips.Remove(commit) && tips.Count == 0)
                {
                    all._tips.Remove(key);
                }
            }
        }
    }
}
