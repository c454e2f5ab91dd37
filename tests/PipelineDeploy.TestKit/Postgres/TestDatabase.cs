using Npgsql;

namespace PipelineDeploy.TestKit.Postgres;

/// <summary>
/// A fresh, empty database for one test or one test class, dropped when it is disposed. It lies on the server that
/// <c>PIPELINEDEPLOY_TEST_DATABASE</c> names (a role that may create databases), else on a private cluster.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    readonly string _server;

    TestDatabase(string server, string name)
    {
        _server = server;
        Name = name;
        // Small pools: many test classes and hosts share one server's connections.
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20, IncludeErrorDetail = true }.ConnectionString;
        Source = NpgsqlDataSource.Create(ConnectionString);
    }

    /// <summary>Its name, unique on the server.</summary>
    public string Name { get; }

    /// <summary>Reaches it with full rights.</summary>
    public string ConnectionString { get; }

    /// <summary>Connections of the test itself.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Creates one.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable("PIPELINEDEPLOY_TEST_DATABASE") is { Length: > 0 } given
            ? given
            : await PrivateCluster.EnsureAsync();
        var database = new TestDatabase(server, "pdt_" + Guid.CreateVersion7().ToString("N")[^12..]);
        // template1 may not be copied while somebody is connected to it; template0 takes no connections.
        await database.OnServerAsync($"create database {database.Name} template template0");
        return database;
    }

    /// <summary>Runs SQL and answers how many rows it changed.</summary>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The first column of every row.</summary>
    public async Task<IReadOnlyList<T>> ColumnAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        List<T> values = [];
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetFieldValue<T>(0));
        }

        return values;
    }

    /// <summary>The tables in whose rows a text stands, anywhere.</summary>
    public async Task<IReadOnlyList<string>> FindTextAsync(string text)
    {
        List<string> found = [];
        foreach (var table in await ColumnAsync<string>("select quote_ident(table_name) from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"))
        {
            await using var command = Source.CreateCommand($"select exists (select from {table} as r where position($1 in r::text) > 0)");
            command.Parameters.AddWithValue(text);
            if ((bool)(await command.ExecuteScalarAsync())!)
            {
                found.Add(table);
            }
        }

        return found;
    }

    /// <summary>Drops it, whoever is still connected.</summary>
    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await OnServerAsync($"drop database if exists {Name} with (force)");
    }

    async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
