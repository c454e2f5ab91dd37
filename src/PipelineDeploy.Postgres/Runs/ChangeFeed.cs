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
/// <c>NOTIFY</c>; whoever listens must also look now and then by itself. The feed says something to itself every few seconds: a connection
/// on which that is not heard is dead, or was never listening, and is replaced.
/// </summary>
public sealed partial class ChangeFeed(NpgsqlDataSource database, ActiveRuns active, ISchedulerSignaler scheduler, TimeProvider time, ILogger<ChangeFeed> logger) : BackgroundService
{
    internal const string Journal = "journal";
    internal const string Log = "log";
    internal const string Cancel = "cancel";
    internal const string Signal = "signal";
    internal const string Wake = "wake";
    internal const string ChannelName = "pipelinedeploy_runs";
    const string Ping = "ping";
    const long Events = 0;
    const int PongWithinSeconds = 2;
    static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(3);
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<Subscription, long> _listeners = [];
    bool _isPingHeard;

    /// <summary>Listens for changes of one run until disposed.</summary>
    public Subscription Subscribe(long runId)
    {
        var subscription = new Subscription(time, listener => _listeners.TryRemove(listener, out _));
        _listeners[subscription] = runId;
        return subscription;
    }

    /// <summary>Listens for events of all apps until disposed.</summary>
    public Subscription SubscribeToEvents() => Subscribe(Events);

    internal static Task AnnounceAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long runId, string what, long revision = 0) =>
        connection.ExecuteAsync("select pg_notify(@ChannelName, @Payload)", new { ChannelName, Payload = PayloadOf(runId, what, revision) }, transaction);

    internal static string PayloadOf(long runId, string what, long revision) => $"{runId}:{what}:{revision}";

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Lost(e);
                await Task.Delay(RetryAfter, time, stoppingToken);
            }
        }
    }

    async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        connection.Notification += (_, message) => Hear(message.Payload, isOwn: message.PID == connection.ProcessID);
        await connection.ExecuteAsync($"listen {ChannelName}");
        // Whatever was said while nobody listened.
        foreach (var listener in _listeners.Keys)
        {
            listener.Tell(0);
        }

        while (true)
        {
            await PingAsync(connection, stoppingToken);
            await HearForAsync(connection, PingEvery, () => false, stoppingToken);
        }
    }

    async Task PingAsync(NpgsqlConnection connection, CancellationToken stoppingToken)
    {
        _isPingHeard = false;
        await connection.ExecuteAsync(new CommandDefinition(
            "select pg_notify(@ChannelName, @Payload)", new { ChannelName, Payload = $"{connection.ProcessID}:{Ping}" }, commandTimeout: PongWithinSeconds, cancellationToken: stoppingToken));
        await HearForAsync(connection, TimeSpan.FromSeconds(PongWithinSeconds), () => _isPingHeard, stoppingToken);
        if (!_isPingHeard)
        {
            throw new TimeoutException("The feed does not hear itself. Does something between here and the database share connections?");
        }
    }

    async Task HearForAsync(NpgsqlConnection connection, TimeSpan span, Func<bool> isEnough, CancellationToken stoppingToken)
    {
        var since = time.GetTimestamp();
        while (!isEnough() && span - time.GetElapsedTime(since) is var left && left > TimeSpan.FromMilliseconds(1))
        {
            await connection.WaitAsync(left, stoppingToken);
        }
    }

    void Hear(string payload, bool isOwn)
    {
        if (payload.Split(':') is not [var id, var what, ..] rest || !long.TryParse(id, CultureInfo.InvariantCulture, out var runId))
        {
            return;
        }

        if (what == Ping)
        {
            _isPingHeard |= isOwn;
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

        var revision = rest is [_, _, var text] && long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
        foreach (var (listener, _) in _listeners.Where(listener => listener.Value == runId))
        {
            listener.Tell(revision);
        }
    }

    [LoggerMessage(EventId = 200, Level = LogLevel.Warning, Message = "The change feed lost its connection; listeners look by themselves until it is back")]
    partial void Lost(Exception e);

    /// <summary>One listener.</summary>
    public sealed class Subscription : IDisposable
    {
        readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        readonly TimeProvider _time;
        readonly Action<Subscription> _end;
        long _revision;

        internal Subscription(TimeProvider time, Action<Subscription> end) => (_time, _end) = (time, end);

        /// <summary>The last position of the run's journal that was heard of; 0 as long as none was.</summary>
        public long Revision => Interlocked.Read(ref _revision);

        internal void Tell(long revision)
        {
            // Words of one feed come one after the other, so nobody writes at the same time.
            Interlocked.Exchange(ref _revision, Math.Max(revision, Revision));
            _changes.Writer.TryWrite(true);
        }

        /// <summary>Returns when the run may have changed, at the latest after <paramref name="atMost"/>.</summary>
        public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
        {
            using var timeout = new CancellationTokenSource(atMost, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                await _changes.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Nothing was heard: the listener looks all the same.
            }
        }

        /// <inheritdoc />
        public void Dispose() => _end(this);
    }
}
