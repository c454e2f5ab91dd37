using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>Runs as lists show them, from PostgreSQL, in one statement however many subjects there are.</summary>
public sealed class RunLists(NpgsqlDataSource database)
{
    const string Columns =
        """
        id as "Id", subject as "Subject", pipeline as "Pipeline", pipeline_version as "PipelineVersion",
        case when jsonb_typeof(inputs) = 'object' then inputs - 'settings' else '{}' end as "Inputs", state as "State",
        trigger as "Trigger", actor as "Actor", created_at as "CreatedAt", started_at as "StartedAt", finished_at as "FinishedAt", error as "Error",
        held_until as "HeldUntil", held_because as "HeldBecause"
        """;

    // Which runs those are is answered by the index alone; only what is shown is read from the table.
    const string OfSubjects =
        """
        where id = any(array(
            select newest.id from unnest(@subjects) as wanted(subject)
            cross join lateral (select id from runs r where r.subject = wanted.subject and r.id < @before order by r.id desc limit @each) as newest
            order by newest.id desc limit @limit))
        """;

    /// <summary>The newest runs, newest first.</summary>
    /// <param name="subjects">Only those of these subjects; null for all.</param>
    /// <param name="before">Only those with a lower number; null from the newest.</param>
    /// <param name="limit">At most so many in all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<IReadOnlyList<RunSummary>> NewestAsync(IReadOnlyCollection<string>? subjects, long? before, int limit, CancellationToken cancellationToken) =>
        ReadAsync(subjects is null ? "where id < @before" : OfSubjects, subjects ?? [], before ?? long.MaxValue, limit, limit, cancellationToken);

    /// <summary>The newest run of each of these subjects; a subject without any is missing.</summary>
    public Task<IReadOnlyList<RunSummary>> NewestOfEachAsync(IReadOnlyCollection<string> subjects, CancellationToken cancellationToken) =>
        ReadAsync(OfSubjects, subjects, long.MaxValue, 1, subjects.Count, cancellationToken);

    async Task<IReadOnlyList<RunSummary>> ReadAsync(
        string where, IReadOnlyCollection<string> subjects, long before, int each, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            $"select {Columns} from runs {where} order by id desc limit @limit", new { subjects = subjects.ToArray(), before, each, limit }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToSummary())];
    }

    sealed record Row(
        long Id, string Subject, string Pipeline, int? PipelineVersion, string Inputs, string State, string Trigger, string Actor,
        DateTime CreatedAt, DateTime? StartedAt, DateTime? FinishedAt, string? Error, DateTime? HeldUntil, string? HeldBecause)
    {
        public RunSummary ToSummary() => new(
            Id, Subject, Pipeline, PipelineVersion, Json.TryRead<JsonObject>(Inputs) ?? [], RunStateText.Parse(State), Trigger, Actor, CreatedAt, StartedAt, FinishedAt,
            RunRow.ErrorOf(Id, Error), HeldUntil is { } until ? new RunHold(until, HeldBecause!) : null);
    }
}
