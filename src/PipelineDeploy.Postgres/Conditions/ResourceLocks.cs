using System.Data;
using Dapper;
using Npgsql;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Conditions;

/// <summary>
/// Lets requests that change something only as they have seen it come one after the other, on all servers: what one has compared stays as it is
/// until it is through. It is an advisory lock of the session, because nothing holds a transaction open while a router is brought to a change.
/// </summary>
public sealed class ResourceLocks(NpgsqlDataSource database) : IDisposable
{
    // Each holder needs a second connection for what it does; the pool must not be full of those that only hold or wait.
    const int AtOnce = 8;
    const int PatienceSeconds = 20;

    readonly SemaphoreSlim _places = new(AtOnce);

    /// <summary>Waits for a lock; disposing gives it back.</summary>
    /// <param name="subject">What is locked, e.g. <c>app shop</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="UserErrorException"><c>request.lockBusy</c>: others have it for too long.</exception>
    public async Task<IAsyncDisposable> TakeAsync(string subject, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        var held = new Held(database.CreateConnection(), _places);
        try
        {
            await held.Connection.OpenAsync(cancellationToken);
            await held.Connection.ExecuteAsync(new CommandDefinition(
                "set lock_timeout = '20s'; select pg_advisory_lock(hashtextextended(@subject, 17))",
                new { subject },
                commandTimeout: PatienceSeconds + 5,
                cancellationToken: cancellationToken));
            return held;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await held.DisposeAsync();
            throw new UserErrorException("request.lockBusy", "Another request changes the same just now", "Try again in a moment.");
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _places.Dispose();

    sealed class Held(NpgsqlConnection connection, SemaphoreSlim places) : IAsyncDisposable
    {
        public NpgsqlConnection Connection => connection;

        // The pool resets a connection only when it is used next, and the lock would stay until then.
        public async ValueTask DisposeAsync()
        {
            try
            {
                if (connection.State == ConnectionState.Open)
                {
                    await connection.ExecuteAsync("select pg_advisory_unlock_all()");
                }
            }
            catch (NpgsqlException)
            {
                // The lock goes with the connection.
            }
            finally
            {
                await connection.DisposeAsync();
                places.Release();
            }
        }
    }
}
