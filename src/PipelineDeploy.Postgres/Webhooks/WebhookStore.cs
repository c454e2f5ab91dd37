using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Webhooks;

namespace PipelineDeploy.Postgres.Webhooks;

/// <summary>Webhooks in PostgreSQL.</summary>
public sealed class WebhookStore(NpgsqlDataSource database) : IWebhookStore
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<KeptWebhook>> ListAsync(string app, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<WebhookRow>($"select {WebhookRow.Columns} from hooks h where h.app = @app order by h.created_at, h.id", new { app });
        return [.. rows.Select(row => row.ToKept())];
    }

    /// <inheritdoc />
    public async Task<KeptWebhook?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QuerySingleOrDefaultAsync<WebhookRow>($"select {WebhookRow.Columns} from hooks h where h.id = @id", new { id }))?.ToKept();
    }

    /// <inheritdoc />
    public async Task CreateAsync(Webhook webhook, string sealedSecret, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            """
            insert into hooks (id, app, host, secret, repository, branches, tags, paths, releases, is_enabled, created_by, created_at)
            values (@Id, @App, @Host, @sealedSecret, @Repository, @Branches, @Tags, @Paths, @Releases, @IsEnabled, @CreatedBy, @CreatedAt)
            """,
            new
            {
                webhook.Id,
                webhook.App,
                Host = WebhookHosts.WordOf(webhook.Host),
                sealedSecret,
                webhook.Filter.Repository,
                Branches = webhook.Filter.Branches.ToArray(),
                Tags = webhook.Filter.Tags.ToArray(),
                Paths = webhook.Filter.Paths.ToArray(),
                webhook.Filter.Releases,
                webhook.IsEnabled,
                webhook.CreatedBy,
                webhook.CreatedAt,
            });
    }

    /// <inheritdoc />
    public async Task<bool> ChangeAsync(Webhook webhook, string? sealedStatusToken, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(
            """
            update hooks set repository = @Repository, branches = @Branches, tags = @Tags, paths = @Paths, releases = @Releases, is_enabled = @IsEnabled,
                status_token = @sealedStatusToken
            where id = @Id and app = @App
            """,
            new
            {
                webhook.Id,
                webhook.App,
                webhook.Filter.Repository,
                Branches = webhook.Filter.Branches.ToArray(),
                Tags = webhook.Filter.Tags.ToArray(),
                Paths = webhook.Filter.Paths.ToArray(),
                webhook.Filter.Releases,
                webhook.IsEnabled,
                sealedStatusToken,
            }) == 1;
    }

    /// <inheritdoc />
    public async Task<bool> RemoveAsync(string app, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync("delete from hooks where id = @id and app = @app", new { id, app }) == 1;
    }

    /// <inheritdoc />
    public async Task NoteRefusalAsync(string id, string reason, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("update hooks set refused = refused + 1, refused_at = @at, refused_reason = @reason where id = @id", new { id, reason, at });
    }
}
