using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Idempotency;

/// <summary>An earlier request with the same key.</summary>
/// <param name="Fingerprint">SHA-256 of what it asked for.</param>
/// <param name="SealedAnswer">What it was answered, sealed; null while it is under way.</param>
public sealed record EarlierRequest(byte[] Fingerprint, string? SealedAnswer);

/// <summary>The keys of requests in PostgreSQL: who has one in hand, and what was answered. Times are the database's, which all servers share.</summary>
public sealed class IdempotencyStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>How long a key stays with a request whose server is not heard of any more.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    readonly Transactions _transactions = new(database, time);

    /// <summary>Takes a key for a request, unless another one has it.</summary>
    /// <param name="scope">Whose key it is, and for what.</param>
    /// <param name="fingerprint">SHA-256 of what is asked for.</param>
    /// <param name="holder">This try.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null when it is taken; else the request that has it.</returns>
    public async Task<EarlierRequest?> TakeAsync(byte[] scope, byte[] fingerprint, Guid holder, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        while (true)
        {
            // Invariant: of all requests with a key one gets it, by its primary key; the others see that one. Only what is over gives it away.
            var taken = await connection.ExecuteAsync(new CommandDefinition(
                """
                insert into idempotency_keys as k (scope, fingerprint, holder, lease_until, taken_at) values (@scope, @fingerprint, @holder, now() + @Lease, now())
                on conflict (scope) do update set
                    fingerprint = excluded.fingerprint, holder = excluded.holder, lease_until = excluded.lease_until, answer = null, taken_at = excluded.taken_at
                where k.lease_until < now() or (k.answer is not null and k.taken_at < now() - @KeptFor)
                """,
                new { scope, fingerprint, holder, Lease, KeptFor },
                cancellationToken: cancellationToken)) == 1;
            if (taken)
            {
                return null;
            }

            var earlier = await connection.QuerySingleOrDefaultAsync<EarlierRequest>(new CommandDefinition(
                """select fingerprint as "Fingerprint", answer as "SealedAnswer" from idempotency_keys where scope = @scope""", new { scope }, cancellationToken: cancellationToken));
            if (earlier is not null)
            {
                return earlier;
            }
        }
    }

    /// <summary>Says that the request is still under way.</summary>
    public async Task RenewAsync(byte[] scope, Guid holder, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "update idempotency_keys set lease_until = now() + @Lease where scope = @scope and holder = @holder and answer is null",
            new { scope, holder, Lease },
            cancellationToken: cancellationToken));
    }

    /// <summary>Keeps what is answered.</summary>
    /// <returns>False when the key has gone to another request meanwhile.</returns>
    public Task<bool> KeepAsync(byte[] scope, Guid holder, string sealedAnswer, CancellationToken cancellationToken) => _transactions.RunAsync(
        async attempt =>
        {
            var kept = await attempt.Connection.ExecuteAsync(
                "update idempotency_keys set answer = @sealedAnswer, lease_until = null where scope = @scope and holder = @holder",
                new { scope, holder, sealedAnswer },
                attempt.Transaction) == 1;
            await attempt.Transaction.CommitAsync(cancellationToken);
            return kept;
        },
        cancellationToken);

    /// <summary>Gives a key free again: nothing came of the request.</summary>
    public async Task FreeAsync(byte[] scope, Guid holder, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "delete from idempotency_keys where scope = @scope and holder = @holder and answer is null", new { scope, holder }, cancellationToken: cancellationToken));
    }

    /// <summary>Removes what is kept long enough.</summary>
    public async Task<int> PruneAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            "delete from idempotency_keys where taken_at < now() - @KeptFor and (answer is not null or lease_until < now())", new { KeptFor }, cancellationToken: cancellationToken));
    }
}
