using System.Data;
using System.Data.Common;
using Npgsql;

namespace PipelineDeploy.Postgres;

/// <summary>One try of a transaction.</summary>
/// <param name="Connection">Its connection.</param>
/// <param name="Transaction">The transaction; whoever gets it commits it.</param>
/// <param name="IsRepeat">An earlier try was cut off, maybe after it was committed: what it wanted may be there already.</param>
sealed record Attempt(NpgsqlConnection Connection, NpgsqlTransaction Transaction, bool IsRepeat);

/// <summary>
/// Repeats transactions that an outage cut off. A connection that is lost after COMMIT was sent leaves open whether it was heard, so
/// whatever runs here must find out by itself that it has been done already.
/// </summary>
sealed class Transactions(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>How long it is tried; then the outage is the caller's.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Runs a transaction until it went through or was refused for good.</summary>
    public async Task<T> RunAsync<T>(Func<Attempt, Task<T>> work, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        for (var tries = 0; ; tries++)
        {
            var connection = database.CreateConnection();
            await using var _ = connection;
            try
            {
                await connection.OpenAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                return await work(new Attempt(connection, transaction, IsRepeat: tries > 0));
            }
            catch (Exception e) when (MayPass(e, connection) && time.GetElapsedTime(since) < Patience && !cancellationToken.IsCancellationRequested)
            {
                if (connection.State != ConnectionState.Open)
                {
                    // What cut off this one has cut off those that lie idle, too.
                    database.Clear();
                }
            }

            await Task.Delay(Shorter(FirstPause * (1 << Math.Min(tries, 10)), LongestPause), time, cancellationToken);
        }
    }

    /// <summary>Whether the same may well work in a moment: the connection is gone, or the database says that it cannot just now.</summary>
    public static bool MayPass(Exception exception, NpgsqlConnection connection) =>
        exception is not OperationCanceledException && (connection.State != ConnectionState.Open || IsPassing(exception));

    // Quartz wraps what the database said.
    static bool IsPassing(Exception? exception) => exception switch
    {
        null => false,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => true,
        DbException { IsTransient: true } or TimeoutException => true,
        _ => IsPassing(exception.InnerException),
    };

    static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
