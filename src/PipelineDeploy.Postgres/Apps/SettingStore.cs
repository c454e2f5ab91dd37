using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Settings;

namespace PipelineDeploy.Postgres.Apps;

/// <summary>Settings in PostgreSQL.</summary>
public sealed class SettingStore(NpgsqlDataSource database) : ISettingStore
{
    /// <inheritdoc />
    public async Task<EffectiveSettings> ReadAsync(string? app, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<(string? App, string Name, string Value)>(
            "select app, name, value from settings where app is null or app = @app", new { app })).ToList();
        return EffectiveSettings.Resolve(Layer(null), app is null ? [] : Layer(app));

        Dictionary<string, string> Layer(string? owner) => rows.Where(row => row.App == owner).ToDictionary(row => row.Name, row => row.Value);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, EffectiveSettings>> ReadOfAllAppsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var apps = await connection.QueryAsync<string>(new CommandDefinition("select name from apps order by name", cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<(string? App, string Name, string Value)>(new CommandDefinition("select app, name, value from settings", cancellationToken: cancellationToken));
        var layers = rows.ToLookup(row => row.App ?? "");
        return apps.ToDictionary(app => app, app => EffectiveSettings.Resolve(Layer(""), Layer(app)));

        Dictionary<string, string> Layer(string owner) => layers[owner].ToDictionary(row => row.Name, row => row.Value);
    }

    /// <inheritdoc />
    public async Task SetAsync(string? app, string name, string value, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "insert into settings (app, name, value) values (@app, @name, @value) on conflict (app, name) do update set value = excluded.value",
            new { app, name, value });
    }

    /// <inheritdoc />
    public async Task UnsetAsync(string? app, string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("delete from settings where app is not distinct from @app and name = @name", new { app, name });
    }
}
