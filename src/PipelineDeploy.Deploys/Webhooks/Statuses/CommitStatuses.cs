using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Housekeeping;

namespace PipelineDeploy.Deploys.Webhooks.Statuses;

/// <summary>
/// Tells the hosts of repositories how the runs stand that their webhooks have started: the commit, and the deployment where they keep such. What
/// is to be told stands in a row until the host has heard it: an outage of the host or of this server only makes it later.
/// </summary>
public sealed class CommitStatuses(
    IStatusStore store, IWebhookStore hooks, AppWebhooks webhooks, DeploymentTalk deployments, OutboundHttp http, ServerAddress address, TimeProvider time) : IChore
{
    const int MostAtOnce = 100;
    const int SideBySide = 4;
    const int MostTries = 12;
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    /// <inheritdoc />
    public string Name => "commit-statuses";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var due = await store.ListDueAsync(time.GetUtcNow(), MostAtOnce, cancellationToken);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken }, async (open, stop) => await TellAsync(open, stop));
        return null;
    }

    async Task TellAsync(OpenStatus open, CancellationToken cancellationToken)
    {
        if (await hooks.FindAsync(open.HookId, cancellationToken) is not { } kept)
        {
            return;
        }

        var status = StatusOf(kept.Webhook.App, open);
        try
        {
            var answer = await SendAsync(kept, open, status, cancellationToken);
            if (answer is null || answer.Status is >= 200 and < 300)
            {
                await store.ToldAsync(open, status.Word, status.IsFinal, null, cancellationToken);
            }
            else if (answer.Status is 408 or 429 or >= 500)
            {
                await WaitAsync(open, status, $"The host answered {answer.Status}.", answer.RetryAfter, cancellationToken);
            }
            else
            {
                await store.ToldAsync(open, status.Word, status.IsFinal, $"The host answered {answer.Status} and did not take '{status.Word}'.", cancellationToken);
            }
        }
        catch (UserErrorException e)
        {
            await WaitAsync(open, status, e.Error.Message, null, cancellationToken);
        }
    }

    async Task<OutboundAnswer?> SendAsync(KeptWebhook kept, OpenStatus open, IToldStatus status, CancellationToken cancellationToken)
    {
        var (repository, _) = await webhooks.ScopeAsync(kept.Webhook, cancellationToken);
        if (repository is null || webhooks.OpenStatusToken(kept) is not { } token)
        {
            return null;
        }

        var api = new HostApi(kept.Webhook.Host, GitAddress.Parse(repository), token);
        if (status is DeploymentStatus deployment)
        {
            return await deployments.TellAsync(api, deployment, open, Timeout, cancellationToken);
        }

        using var request = StatusApi.Request(api, (CommitStatus)status);
        return await http.SendAsync(request, Timeout, cancellationToken);
    }

    Task WaitAsync(OpenStatus open, IToldStatus status, string why, TimeSpan? asked, CancellationToken cancellationToken)
    {
        var pause = FirstPause * (1 << Math.Min(open.Tries, 20));
        pause = asked is { } wanted && wanted > pause ? wanted : pause;
        return open.Tries + 1 < MostTries
            ? store.RetryAsync(open, why, time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause), cancellationToken)
            : store.ToldAsync(open, status.Word, status.IsFinal, why, cancellationToken);
    }

    IToldStatus StatusOf(string app, OpenStatus open)
    {
        var link = address.Of($"/runs/{open.Run}");
        return open.Kind == StatusKind.Commit
            ? new CommitStatus(app, open.Run, CommitStatus.StateOf(open.State), open.Commit, link)
            : new DeploymentStatus(app, open.Run, DeploymentStatus.StateOf(open.State), open.Commit, open.Ref, link);
    }
}
