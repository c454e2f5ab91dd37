using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Pipelines;

/// <summary>Published pipelines in PostgreSQL.</summary>
public sealed class PipelineStore(NpgsqlDataSource database, TimeProvider time) : IPipelineStore
{
    const string Columns = "v.pipeline, v.number, v.text, v.sha256, v.author, v.note, v.published_at as \"PublishedAt\"";

    /// <inheritdoc />
    public async Task<IReadOnlyList<PipelineVersion>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            $"select {Columns} from pipelines p join pipeline_versions v on v.pipeline = p.name and v.number = p.version order by p.name");
        return [.. rows.Select(row => row.ToVersion())];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<PipelineVersion>> ListVersionsAsync(string pipeline, int? before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            $"select {Columns} from pipeline_versions v where v.pipeline = @pipeline and (@before::int is null or v.number < @before) order by v.number desc limit @limit",
            new { pipeline, before, limit });
        return [.. rows.Select(row => row.ToVersion())];
    }

    /// <inheritdoc />
    public async Task<PipelineVersion?> FindAsync(string pipeline, int? number, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await FindAsync(connection, null, pipeline, number))?.ToVersion();
    }

    /// <inheritdoc />
    public async Task<PipelineVersion> PublishAsync(NewPipelineVersion version, int? expected, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync("insert into pipelines (name, version) values (@Pipeline, 0) on conflict (name) do nothing", version, transaction);
        // Invariant: versions of one pipeline are numbered one after the other, so nobody publishes over what he has not seen.
        var newest = await connection.QuerySingleAsync<int>("select version from pipelines where name = @Pipeline for update", version, transaction);
        if (expected is not null && expected != newest)
        {
            throw Changed(version.Pipeline, newest);
        }

        if (newest > 0 && await FindAsync(connection, transaction, version.Pipeline, newest) is { } same && same.Sha256 == version.Sha256)
        {
            return same.ToVersion();
        }

        var row = await connection.QuerySingleAsync<Row>(
            $"""
            with raised as (update pipelines set version = version + 1 where name = @Pipeline returning version)
            insert into pipeline_versions as v (pipeline, number, text, sha256, author, note, published_at)
            select @Pipeline, version, @Text, @Sha256, @Author, @Note, @Now from raised
            returning {Columns}
            """,
            new { version.Pipeline, version.Text, version.Sha256, version.Author, version.Note, Now = time.GetUtcNow() },
            transaction);
        await transaction.CommitAsync(cancellationToken);
        return row.ToVersion();
    }

    static Task<Row?> FindAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string pipeline, int? number) =>
        connection.QuerySingleOrDefaultAsync<Row?>(
            $"""
            select {Columns} from pipelines p join pipeline_versions v on v.pipeline = p.name
            where p.name = @pipeline and v.number = coalesce(@number, p.version)
            """,
            new { pipeline, number },
            transaction);

    static UserErrorException Changed(string pipeline, int newest) => new(
        "pipeline.changed",
        newest == 0 ? $"There is no pipeline '{pipeline}' yet" : FormattableString.Invariant($"The newest version of the pipeline '{pipeline}' is {newest}, not the one you have seen"),
        $"Look at what has changed: pdeploy pipelines show {pipeline}");

    sealed record Row(string Pipeline, int Number, string Text, string Sha256, string Author, string? Note, DateTime PublishedAt)
    {
        public PipelineVersion ToVersion() => new(Pipeline, Number, Text, Sha256, Author, Note, PublishedAt);
    }
}
