using Npgsql;
using PipelineDeploy.Postgres.Idempotency;

namespace PipelineDeploy.Server.Idempotency;

/// <summary>Keeps a key with a request for as long as that is under way, however long it takes.</summary>
sealed class KeyLease : IAsyncDisposable
{
    readonly CancellationTokenSource _over = new();
    readonly Task _renewing;

    public KeyLease(IdempotencyStore store, byte[] scope, Guid holder, TimeProvider time) => _renewing = RenewAsync(store, scope, holder, time);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _renewing;
        _over.Dispose();
    }

    async Task RenewAsync(IdempotencyStore store, byte[] scope, Guid holder, TimeProvider time)
    {
        using var timer = new PeriodicTimer(IdempotencyStore.Lease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                try
                {
                    await store.RenewAsync(scope, holder, _over.Token);
                }
                catch (NpgsqlException)
                {
                    // The next one comes while the lease still holds.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The request is through.
        }
    }
}
