using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PipelineDeploy.Workflows.Driving;
using Quartz.Extensibility;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>
/// Tells listeners of this process that a run has changed, whichever node changed it. It is a hint to look, carried by
/// <c>NOTIFY</c>; whoever listens must also look now and then by itself.
/// </summary>
public sealed partial class ChangeFeed(NpgsqlDataSource database, ActiveRuns active, ISchedulerSignaler scheduler, TimeProvider time, ILogger<ChangeFeed> logger) : BackgroundService
{
    internal const string Journal = "journal";
    internal const string Log = "log";
    internal const string Cancel = "cancel";
    internal const string Signal = "signal";
    internal const string Wake = "wake";
    internal const string ChannelName = "pipelinedeploy_runs";
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<Channel<bool>, long> _listeners = [];

    /// <summary>Listens for changes of one run until disposed.</summary>
    public Subscription Subscribe(long runId)
    {
        var channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        _listeners[channel] = runId;
        return new Subscription(channel.Reader, time, () => _listeners.TryRemove(channel, out _));
    }

    internal static Task AnnounceAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long runId, string what) =>
        connection.ExecuteAsync("select pg_notify(@ChannelName, @Payload)", new { ChannelName, Payload = PayloadOf(runId, what) }, transaction);

    internal static string PayloadOf(long runId, string what) => $"{runId}:{what}";

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Lost(e);
                await Task.Delay(RetryAfter, time, stoppingToken);
            }
        }
    }

    async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        connection.Notification += (_, message) => Hear(message.Payload);
        await connection.ExecuteAsync($"listen {ChannelName}");
        while (true)
        {
            await connection.WaitAsync(stoppingToken);
        }
    }

    void Hear(string payload)
    {
        if (payload.Split(':') is not [var id, var what] || !long.TryParse(id, CultureInfo.InvariantCulture, out var runId))
        {
            return;
        }

        switch (what)
        {
            case Cancel:
                active.Interrupt(runId);
                break;
            case Signal:
                active.Nudge(runId);
                break;
            case Wake:
                _ = scheduler.SignalSchedulingChange(null).AsTask();
                break;
        }

        foreach (var (channel, _) in _listeners.Where(listener => listener.Value == runId))
        {
            channel.Writer.TryWrite(true);
        }
    }

    [LoggerMessage(EventId = 200, Level = LogLevel.Warning, Message = "The change feed lost its connection; listeners look by themselves until it is back")]
    partial void Lost(Exception e);

    /// <summary>One listener.</summary>
    public sealed class Subscription(ChannelReader<bool> changes, TimeProvider time, Action end) : IDisposable
    {
        /// <summary>Returns when the run may have changed, at the latest after <paramref name="atMost"/>.</summary>
        public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
        {
            using var timeout = new CancellationTokenSource(atMost, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                await changes.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Nothing was heard: the listener looks all the same.
            }
        }

        /// <inheritdoc />
        public void Dispose() => end();
    }
}
