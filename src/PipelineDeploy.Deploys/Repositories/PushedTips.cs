using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Repositories;

/// <summary>
/// The commits that are on their way to becoming the tip of a branch, while their runs go on. Git sees only where the branch stands, so without
/// this a push that knows nothing of the one before would deploy over it.
/// </summary>
public sealed class PushedTips
{
    readonly Lock _gate = new();
    readonly Dictionary<(string App, string Branch), List<PushedTip>> _tips = [];

    /// <summary>The newest that is on its way; null for none.</summary>
    public string? Newest(string app, string branch)
    {
        lock (_gate)
        {
            return _tips.TryGetValue((app, branch), out var tips) ? tips[^1].Commit : null;
        }
    }

    /// <summary>Puts one on its way, after <paramref name="seen"/>, until the answer is disposed.</summary>
    /// <param name="app">The app.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="commit">Its new commit.</param>
    /// <param name="seen">The newest that this one contains.</param>
    /// <param name="over">Ends when git has moved the branch, or will not move it any more.</param>
    /// <exception cref="UserErrorException"><c>push.behind</c>: another one came between.</exception>
    public PushedTip Add(string app, string branch, string commit, string? seen, Task over)
    {
        var key = (app, branch);
        lock (_gate)
        {
            var tips = _tips.TryGetValue(key, out var known) ? known : _tips[key] = [];
            if ((tips.Count > 0 ? tips[^1].Commit : null) != seen)
            {
                throw Behind(branch);
            }

            var tip = new PushedTip(commit, over, Task.WhenAll(tips.Select(one => one.Begun)), one => Settling(key, one), one => Remove(key, one));
            tips.Add(tip);
            return tip;
        }
    }

    /// <summary>What a push is told that would leave out another one.</summary>
    public static UserErrorException Behind(string branch) => new(
        "push.behind", $"Another push of {branch} is being deployed, and this one does not contain its commits", "Wait for its end, then: git pull, and push again");

    Task Settling((string App, string Branch) key, PushedTip tip)
    {
        lock (_gate)
        {
            tip.IsSettling = true;
            return Task.WhenAll(_tips[key].Where(one => one.IsSettling && one != tip).Select(one => one.Over));
        }
    }

    void Remove((string App, string Branch) key, PushedTip tip)
    {
        lock (_gate)
        {
            if (_tips.TryGetValue(key, out var tips) && tips.Remove(tip) && tips.Count == 0)
            {
                _tips.Remove(key);
            }
        }
    }
}

/// <summary>A commit that is on its way to becoming the tip of a branch.</summary>
public sealed class PushedTip : IDisposable
{
    readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Func<PushedTip, Task> _settling;
    readonly Action<PushedTip> _remove;

    internal PushedTip(string commit, Task over, Task earlierBegun, Func<PushedTip, Task> settling, Action<PushedTip> remove) =>
        (Commit, Over, EarlierBegun, _settling, _remove) = (commit, over, earlierBegun, settling, remove);

    /// <summary>The commit.</summary>
    public string Commit { get; }

    /// <summary>Ends when git has moved the branch for it, or will not any more.</summary>
    public Task Over { get; }

    /// <summary>Ends when all that went before it have their runs, so that runs begin in the order of the pushes and those of one commit find one run.</summary>
    public Task EarlierBegun { get; }

    /// <summary>Ends when it has its run, or will not have one.</summary>
    internal Task Begun => _begun.Task;

    /// <summary>Whether the branch is about to be moved to it.</summary>
    internal bool IsSettling { get; set; }

    /// <summary>Tells that it has its run.</summary>
    public void Begin() => _begun.TrySetResult();

    /// <summary>Tells that the branch is about to be moved to it.</summary>
    /// <returns>Ends when git is through with those of which that was told before, so that one finds where another has moved the branch.</returns>
    public Task SettlingAsync() => _settling(this);

    /// <summary>Takes it off its way once git is through with it: until then another push could meet the branch where it stood before.</summary>
    public void DisposeWhenOver() => _ = Over.ContinueWith(_ => Dispose(), TaskScheduler.Default);

    /// <inheritdoc />
    public void Dispose()
    {
        Begin();
        _remove(this);
    }
}
