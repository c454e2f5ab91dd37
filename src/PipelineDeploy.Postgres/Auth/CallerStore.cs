using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Auth;

/// <summary>What somebody has come in with.</summary>
/// <param name="TokenId">The token that was shown; null for a session.</param>
/// <param name="Session">The session's secret; null for a token.</param>
public sealed record Credential(long? TokenId, string? Session);

/// <summary>Tells of callers who are in already.</summary>
public sealed class CallerStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Whose credentials these are by now, and with which rights. Those that count no more are left out.</summary>
    public async Task<IReadOnlyDictionary<Credential, Caller>> ReadAsync(IReadOnlyCollection<Credential> credentials, CancellationToken cancellationToken)
    {
        var sessions = credentials.Where(one => one.Session is not null).ToDictionary(one => Convert.ToHexString(Secret.Hash(one.Session!)), StringComparer.OrdinalIgnoreCase);
        var parameters = new
        {
            Tokens = credentials.Select(one => one.TokenId).OfType<long>().ToArray(),
            Sessions = sessions.Keys.Select(Convert.FromHexString).ToArray(),
            Now = time.GetUtcNow(),
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(
            $"""
            select null as "Session", {CallerRow.Columns} from tokens t left join users u on u.id = t.user_id
            where t.id = any(@Tokens) and {CallerRow.IsValid}
            union all
            select encode(s.hash, 'hex'), {CallerRow.Columns} from sessions s left join tokens t on t.id = s.token_id left join users u on u.id = coalesce(s.user_id, t.user_id)
            where s.hash = any(@Sessions) and s.expires_at > @Now and {CallerRow.IsValid}
            """,
            parameters,
            cancellationToken: cancellationToken));
        var parse = reader.GetRowParser<CallerRow>(startIndex: 1);
        var found = new Dictionary<Credential, Caller>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = parse(reader);
            found[reader.IsDBNull(0) ? new Credential(row.TokenId, null) : sessions[reader.GetString(0)]] = row.ToCaller();
        }

        return found;
    }
}
