using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Apps;

/// <summary>Releases in PostgreSQL. A trigger refuses to change one whose run has ended.</summary>
public sealed class ReleaseStore(NpgsqlDataSource database) : IReleaseStore
{
    /// <inheritdoc />
    public async Task<Release> AllotAsync(string app, DriverTerm term, ReleaseContent content, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Invariant: numbers of one app are given one after the other. The lock is a statement of its own, so that the next one sees
        // what the last holder wrote.
        await connection.ExecuteAsync("select from apps where name = @app for no key update", new { app }, transaction);
        // Invariant: a driver that has been outlived changes nothing. The lock keeps a new one from claiming the run before this is written.
        _ = await connection.QuerySingleOrDefaultAsync<int?>(
            "select 1 from runs where id = @RunId and fence = @Fence and finished_at is null for share", term, transaction)
            ?? throw new UserErrorException("run.outlived", $"Run {term.RunId} is driven by another server now, or has ended", "Nothing was changed.");
        // A repeated build of the same run keeps its number; its image may be another one now, and the config as well.
        var row = await connection.QuerySingleAsync<ReleaseRow>(
            $"""
            insert into releases (app, number, run_id, image, created_at, config, checks, healthchecks, processes, actor, pipeline, pipeline_version, source, commit_sha, from_app, from_number, from_file)
            select @app, (select coalesce(max(number), 0) + 1 from releases where app = @app), @RunId, @Image, @now,
                   coalesce(@File::jsonb -> 'environment', jsonb_build_object())
                       || (select coalesce(jsonb_object_agg(c.name, c.value), jsonb_build_object()) from app_config c where c.app = @app), @Checks, @Healthchecks, @Processes, made.actor,
                   case when @FromApp::text is null then made.pipeline else taken.pipeline end,
                   case when @FromApp::text is null then made.pipeline_version else taken.pipeline_version end,
                   case when @FromApp::text is null then made.inputs ->> 'source' else taken.source end,
                   case when @FromApp::text is null then @Commit else taken.commit_sha end,
                   @FromApp, @FromNumber, @File::jsonb
            from runs made left join releases taken on taken.app = @FromApp and taken.number = @FromNumber
            where made.id = @RunId
            on conflict (run_id) do update set image = excluded.image, checks = excluded.checks, healthchecks = excluded.healthchecks, processes = excluded.processes, commit_sha = excluded.commit_sha, config = excluded.config, from_file = excluded.from_file
            returning {ReleaseRow.Columns}
            """,
            new
            {
                app,
                term.RunId,
                content.Image,
                content.Checks,
                content.Healthchecks,
                content.Processes,
                content.Commit,
                FromApp = content.From?.App,
                FromNumber = content.From?.Number,
                File = content.File is { } file ? Json.Write(file) : null,
                now,
            },
            transaction);
        await transaction.CommitAsync(cancellationToken);
        return row.ToRelease();
    }

    /// <inheritdoc />
    public async Task<Release?> FindByRunAsync(long runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QuerySingleOrDefaultAsync<ReleaseRow>($"select {ReleaseRow.Columns} from releases where run_id = @runId", new { runId }))?.ToRelease();
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<long, int>> NumbersByRunAsync(IReadOnlyCollection<long> runIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long RunId, int Number)>(
            "select run_id, number from releases where run_id = any(@ids)", new { ids = runIds.ToArray() });
        return rows.ToDictionary(row => row.RunId, row => row.Number);
    }

    /// <inheritdoc />
    public async Task<Release?> FindAsync(string app, int number, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QuerySingleOrDefaultAsync<ReleaseRow>(
            $"select {ReleaseRow.Columns} from releases where app = @app and number = @number", new { app, number }))?.ToRelease();
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Release>> ListAsync(string app, int? before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<ReleaseRow>(
            $"select {ReleaseRow.Columns} from releases where app = @app and (@before::int is null or number < @before) order by number desc limit @limit",
            new { app, before, limit });
        return [.. rows.Select(row => row.ToRelease())];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, string>> ReadConfigAsync(string app, int number, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var config = await connection.QuerySingleOrDefaultAsync<string>("select config from releases where app = @app and number = @number", new { app, number });
        return config is null ? new Dictionary<string, string>() : Json.TryRead<Dictionary<string, string>>(config) ?? throw new UserErrorException(
            "release.unreadable", $"The config of release v{number} of {app} cannot be read: 'config' of its row in 'releases' cannot be what PipelineDeploy has written",
            "Restore the row from a backup, or deploy again what it was made from.");
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<ServedTime>> ReadTrafficAsync(string app, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(int Release, DateTime Since, DateTime? Until)>(
            "select release, since, until from release_traffic where app = @app order by until is null desc, until desc, id desc limit @limit", new { app, limit });
        return [.. rows.Select(row => new ServedTime(row.Release, row.Since, row.Until))];
    }
}
