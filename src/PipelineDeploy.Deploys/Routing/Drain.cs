namespace PipelineDeploy.Deploys.Routing;

/// <summary>Waits until nobody uses a target any more.</summary>
public sealed class Drain(ITrafficRouter router, TimeProvider time)
{
    // The router has no event for "last connection closed", so it is asked.
    static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when the targets hold no connection, or when the time is over. A router that does not answer may still hold some.</summary>
    public async Task WaitAsync(string app, IReadOnlyList<string> targets, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + atMost;
        while (time.GetUtcNow() < deadline && await IsBusyAsync(app, targets, cancellationToken))
        {
            await Task.Delay(AskEvery, time, cancellationToken);
        }
    }

    async Task<bool> IsBusyAsync(string app, IReadOnlyList<string> targets, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var target in targets)
            {
                if (await router.CountConnectionsAsync(app, target, cancellationToken) > 0)
                {
                    return true;
                }
            }
        }
        catch (RouterException)
        {
            return true;
        }

        return false;
    }
}
