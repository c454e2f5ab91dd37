using System.Collections.Concurrent;
using System.Security.Claims;
using PipelineDeploy.Postgres.Auth;

namespace PipelineDeploy.Server.Auth;

/// <summary>
/// Looks every few seconds whether those who are listening may still listen: a stream is let in once and open for long. However many there
/// are, it is one query.
/// </summary>
sealed partial class CallerWatch(CallerStore callers, TimeProvider time, ILogger<CallerWatch> logger) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    readonly ConcurrentDictionary<WatchedCaller, bool> _watched = new();

    /// <summary>Watches whoever is signed in until it is disposed of.</summary>
    /// <param name="user">Who listens.</param>
    /// <param name="app">The app that is listened to; null when it is all that may be seen.</param>
    public WatchedCaller Join(ClaimsPrincipal user, string? app)
    {
        var watched = new WatchedCaller(user.Caller(), SessionCheck.SecretOf(user), app, gone => _watched.TryRemove(gone, out _));
        _watched[watched] = true;
        return watched;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // An outage of the database is no reason to send everybody away.
                Blind(e);
            }
        }
    }

    async Task LookAsync(CancellationToken cancellationToken)
    {
        var watched = _watched.Keys.ToList();
        if (watched.Count > 0)
        {
            var now = await callers.ReadAsync([.. watched.Select(one => one.Credential).Distinct()], cancellationToken);
            await Task.WhenAll(watched.Select(one => one.TellAsync(now.GetValueOrDefault(one.Credential))));
        }
    }

    [LoggerMessage(EventId = 413, Level = LogLevel.Warning, Message = "Who still may listen could not be looked up")]
    partial void Blind(Exception e);
}

/// <summary>Somebody who is watched.</summary>
sealed class WatchedCaller(Caller caller, string? session, string? app, Action<WatchedCaller> leave) : IDisposable
{
    // Never disposed of: it has no timer and no handle, and a look may be under way.
    readonly CancellationTokenSource _ended = new();

    volatile Rights _rights = caller.Rights;

    /// <summary>What the caller came in with.</summary>
    public Credential Credential { get; } = session is null ? new Credential(caller.TokenId, null) : new Credential(null, session);

    /// <summary>What the caller may do, as of the last look.</summary>
    public Rights Rights => _rights;

    /// <summary>Cancelled when token, session or user count no more, or the app may not be seen any more.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>What a look has found; null when the caller counts no more.</summary>
    public Task TellAsync(Caller? now)
    {
        _rights = now?.Rights ?? Rights.None;
        return now is null || (app is not null && !_rights.See(app)) ? _ended.CancelAsync() : Task.CompletedTask;
    }

    /// <summary>Is watched no more.</summary>
    public void Dispose() => leave(this);
}
