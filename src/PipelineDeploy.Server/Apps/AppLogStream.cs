using System.Threading.Channels;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Server.Events;
using PipelineDeploy.Workflows.Logs;

namespace PipelineDeploy.Server.Apps;

/// <summary>What the containers say that serve an app, as server-sent events.</summary>
sealed class AppLogStream(IRouteStore routes, IContainerEngine engine, ContainerLabels labels, ConfigSecrets secrets, TimeProvider time)
{
    static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(10);

    /// <summary>Writes the lines, masked, as they come.</summary>
    public async Task WriteAsync(string app, ContainerLogQuery query, LiveStream stream, CancellationToken cancellationToken)
    {
        var route = await routes.FindAsync(app, cancellationToken);
        var serving = (await engine.ListContainersAsync(labels.OfApp(app), cancellationToken)).Where(container => route?.Serves(container) == true).ToList();
        var lines = Channel.CreateBounded<AppLogLine>(1000);
        var reading = Task.WhenAll(serving.Select(ReadAsync))
            .ContinueWith(done => lines.Writer.TryComplete(done.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await stream.WriteAsync([FeedEvent.Beat], cancellationToken);
        while (await MoreAsync(lines.Reader, stream, cancellationToken))
        {
            while (lines.Reader.TryRead(out var line))
            {
                await stream.WriteAsync([FeedEvent.Of("log", place: null, line, WireJson.Default.AppLogLine)], cancellationToken);
            }
        }

        await reading;

        async Task ReadAsync(ContainerInfo container)
        {
            var (mask, seen) = (new SecretMask(await secrets.OfReleaseAsync(app, ContainerLabels.ReleaseOf(container) ?? 0, cancellationToken)), "");
            await foreach (var line in engine.LogsAsync(container.Id, query, cancellationToken))
            {
                (var text, seen) = mask.MaskNext(seen, line.Text);
                await lines.Writer.WriteAsync(new AppLogLine(container.Name, line.IsError ? "stderr" : "stdout", text), cancellationToken);
            }
        }
    }

    // A reader that hears nothing for long takes the connection for lost.
    async Task<bool> MoreAsync(ChannelReader<AppLogLine> lines, LiveStream stream, CancellationToken cancellationToken)
    {
        var more = lines.WaitToReadAsync(cancellationToken).AsTask();
        while (await Task.WhenAny(more, Task.Delay(BeatEvery, time, cancellationToken)) != more)
        {
            await stream.WriteAsync([FeedEvent.Beat], cancellationToken);
        }

        return await more;
    }
}
