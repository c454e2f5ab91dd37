using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.Postgres.Sources;

/// <summary>Sign-ins to hosts of git repositories in PostgreSQL, sealed.</summary>
public sealed class GitCredentialStore(NpgsqlDataSource database) : IGitCredentialStore
{
    const string Columns = """host as "Host", kind as "Kind", login as "Login", known_hosts as "KnownHosts", set_by as "SetBy", set_at as "SetAt", secret as "Secret" """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<GitCredential>> ListAsync(string app, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>($"select {Columns} from git_access where app = @app order by host collate \"C\"", new { app });
        return [.. rows.Select(row => row.ToCredential())];
    }

    /// <inheritdoc />
    public async Task<(GitCredential Credential, string SealedSecret)?> FindAsync(string app, string host, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>($"select {Columns} from git_access where app = @app and host = @host", new { app, host });
        return row is null ? null : (row.ToCredential(), row.Secret);
    }

    /// <inheritdoc />
    public async Task SetAsync(string app, GitCredential credential, string sealedSecret, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            """
            insert into git_access (app, host, kind, login, secret, known_hosts, set_by, set_at)
            values (@app, @Host, @Kind, @User, @sealedSecret, @KnownHosts, @SetBy, @SetAt)
            on conflict (app, host) do update set kind = excluded.kind, login = excluded.login, secret = excluded.secret,
                known_hosts = excluded.known_hosts, set_by = excluded.set_by, set_at = excluded.set_at
            """,
            new { app, credential.Host, Kind = KindText(credential.Kind), credential.User, sealedSecret, credential.KnownHosts, credential.SetBy, credential.SetAt });
    }

    /// <inheritdoc />
    public async Task<bool> RemoveAsync(string app, string host, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync("delete from git_access where app = @app and host = @host", new { app, host }) == 1;
    }

    static string KindText(GitCredentialKind kind) => kind == GitCredentialKind.Key ? "key" : "token";

    sealed record Row(string Host, string Kind, string Login, string? KnownHosts, string SetBy, DateTime SetAt, string Secret)
    {
        public GitCredential ToCredential() => new(Host, Kind == "key" ? GitCredentialKind.Key : GitCredentialKind.Token, Login, KnownHosts, SetBy, SetAt);
    }
}
