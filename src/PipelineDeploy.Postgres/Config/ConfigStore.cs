using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Config;

/// <summary>The variables of apps in PostgreSQL, sealed.</summary>
public sealed class ConfigStore(NpgsqlDataSource database) : IConfigStore
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<ConfigVariable>> ListAsync(string app, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Name, string SetBy, DateTime SetAt)>(
            "select name, set_by, set_at from app_config where app = @app order by name collate \"C\"", new { app });
        return [.. rows.Select(row => new ConfigVariable(row.Name, row.SetBy, row.SetAt))];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(string app, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Name, string Value)>("select name, value from app_config where app = @app", new { app });
        return rows.ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public async Task ChangeAsync(
        string app, IReadOnlyDictionary<string, string?> changes, string actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var set = changes.Where(change => change.Value is not null).ToList();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Invariant: changes of one app come one after the other, so that their number holds and a release keeps whole ones.
        await connection.ExecuteAsync("select from apps where name = @app for no key update", new { app }, transaction);
        await connection.ExecuteAsync(
            """
            delete from app_config where app = @app and name = any(@Gone);
            insert into app_config (app, name, value, set_by, set_at) select @app, s.name, s.value, @actor, @now from unnest(@Names, @Values) as s(name, value)
            on conflict (app, name) do update set value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at;
            """,
            new
            {
                app,
                actor,
                now,
                Gone = changes.Where(change => change.Value is null).Select(change => change.Key).ToArray(),
                Names = set.Select(change => change.Key).ToArray(),
                Values = set.Select(change => change.Value!).ToArray(),
            },
            transaction);
        if (await connection.QuerySingleAsync<int>("select count(*)::int from app_config where app = @app", new { app }, transaction) is > ConfigRules.MostVariables and var count)
        {
            throw new UserErrorException("config.tooMany", $"{app} would have {count} variables", $"An app has at most {ConfigRules.MostVariables}. Nothing was changed.");
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
