using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Apps;

/// <summary>Gives domains to an app. A domain belongs to one app.</summary>
static class DomainClaim
{
    /// <summary>Takes domains that nobody has; those the app has already stay its own.</summary>
    /// <exception cref="UserErrorException"><c>app.domainTaken</c>: another app has one, which is named; the transaction is not to be committed.</exception>
    public static async Task TakeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string app, IReadOnlyList<string> names)
    {
        // The order keeps two apps that want the same ones from waiting for each other.
        await connection.ExecuteAsync(
            "insert into domains (name, app) select d, @app from unnest(@names) d order by d on conflict (name) do nothing", new { app, names = names.ToArray() }, transaction);
        var taken = await connection.QueryFirstOrDefaultAsync<(string Name, string App)?>(
            "select name, app from domains where name = any(@names) and app <> @app order by name limit 1", new { app, names = names.ToArray() }, transaction);
        if (taken is { } other)
        {
            throw Domain.Taken(other.Name, other.App);
        }
    }
}
