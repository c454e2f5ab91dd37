using System.Globalization;
using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Housekeeping;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Postgres.Apps;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Housekeeping;

namespace PipelineDeploy.Postgres.Housekeeping;

/// <summary>Removes runs that are kept long enough, with their journal, their steps and their log.</summary>
public sealed class RunRetentionChore(NpgsqlDataSource database, IRouteStore routes, ISettingStore settings, TimeProvider time) : IChore
{
    const int Chunk = 200;

    /// <inheritdoc />
    public string Name => "run-retention";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        var releases = await ReleasesAsync(cancellationToken);
        var wanted = (await routes.ReadAllAsync(cancellationToken)).ToDictionary(route => route.App, StringComparer.Ordinal);
        foreach (var (app, runs) in await RunsAsync(cancellationToken))
        {
            // Where it cannot be read what is to be kept, everything is.
            if (wanted.GetValueOrDefault(app)?.Unreadable is not null || RuleOf(await settings.ReadAsync(app, cancellationToken)) is not { } rule)
            {
                continue;
            }

            var old = RunRetention.Choose(runs, rule, wanted.GetValueOrDefault(app), [.. releases[app]], time.GetUtcNow());
            foreach (var chunk in old.Chunk(Chunk))
            {
                removed += await RemoveAsync(chunk, cancellationToken);
            }
        }

        return removed == 0 ? null : $"removed {removed} run{(removed == 1 ? "" : "s")}";
    }

    static RetentionRule? RuleOf(EffectiveSettings effective)
    {
        try
        {
            return new RetentionRule(int.Parse(effective["keepRuns"].Value, CultureInfo.InvariantCulture), Duration.Parse(effective["keepRunsFor"].Value));
        }
        catch (Exception e) when (e is FormatException or OverflowException or UserErrorException)
        {
            return null;
        }
    }

    async Task<Dictionary<string, List<RunFact>>> RunsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string App, long Id, DateTime? FinishedAt, bool HasSucceeded, bool HoldsApp)>(new CommandDefinition(
            "select r.subject, r.id, r.finished_at, r.state = 'succeeded', exists (select from run_slots s where s.run_id = r.id) from runs r",
            cancellationToken: cancellationToken));
        return rows.GroupBy(row => row.App, StringComparer.Ordinal).ToDictionary(
            app => app.Key, app => app.Select(row => new RunFact(row.Id, row.FinishedAt, row.HasSucceeded, row.HoldsApp)).ToList(), StringComparer.Ordinal);
    }

    async Task<ILookup<string, Release>> ReleasesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<ReleaseRow>(new CommandDefinition(
            $"select {ReleaseRow.Columns} from releases where run_id is not null", cancellationToken: cancellationToken));
        return rows.Select(row => (row with { File = null }).ToRelease()).ToLookup(release => release.App, StringComparer.Ordinal);
    }

    // Invariant: a run that goes on, or holds its app, is never removed, whatever was known of it when it was chosen.
    async Task<int> RemoveAsync(long[] ids, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var gone = (await connection.QueryAsync<long>(new CommandDefinition(
            """
            delete from runs r where r.id = any(@ids) and r.finished_at is not null
              and not exists (select from run_slots s where s.run_id = r.id)
            returning r.id
            """,
            new { ids },
            transaction,
            cancellationToken: cancellationToken))).ToArray();
        await connection.ExecuteAsync(new CommandDefinition(
            "delete from log_lines where run_id = any(@gone)", new { gone }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return gone.Length;
    }
}
