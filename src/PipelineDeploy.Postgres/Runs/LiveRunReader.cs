using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>The runs that live, from PostgreSQL.</summary>
public sealed class LiveRunReader(NpgsqlDataSource database) : ILiveRuns
{
    /// <inheritdoc />
    public async Task<LiveRuns> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<(long Newest, long? Id, string Subject, string Inputs, string Kinds)>(new CommandDefinition(
            """
            select newest.id, live.id, live.subject, live.inputs, live.kinds
            from (select coalesce(max(id), 0) as id from runs) newest
            left join (
                select id, subject, inputs, jsonb_path_query_array(definition, '$.steps[*].uses') as kinds from runs r
                where r.finished_at is null or exists (select from run_slots s where s.run_id = r.id)
            ) live on true
            """,
            cancellationToken: cancellationToken))).ToList();
        return new LiveRuns(
            [.. rows.Where(row => row.Id is not null).Select(row => new LiveRun(row.Id!.Value, row.Subject, Json.TryRead<JsonObject>(row.Inputs) ?? []) { Kinds = Json.TryRead<string[]>(row.Kinds) ?? [] })],
            rows[0].Newest);
    }
}
