using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PipelineDeploy.TestKit.Postgres;

/// <summary>What happens to a request on its way to the database.</summary>
public enum ProxyFault
{
    /// <summary>Nothing: it is answered.</summary>
    None,

    /// <summary>The connection is reset before the database hears it.</summary>
    ResetBefore,

    /// <summary>The database does it, then the connection is reset before the answer comes back.</summary>
    ResetAfter,

    /// <summary>The connection goes dead before the database hears it: it stays open and nothing comes through any more.</summary>
    StallBefore,

    /// <summary>The database does it, but the connection is dead before the answer comes back.</summary>
    StallAfter,
}

/// <summary>A PostgreSQL server behind a network that a test can break, on a port of its own.</summary>
public sealed class BreakableProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<ProxiedConnection, bool> _connections = [];
    readonly CancellationTokenSource _ended = new();
    readonly string _server;
    readonly Task _accepting;

    /// <summary>Stands before a server.</summary>
    /// <param name="connectionString">Where the server is.</param>
    public BreakableProxy(string connectionString)
    {
        _server = connectionString;
        _listener.Start();
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        // The proxy reads what goes through it.
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = port,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>Reaches the server through the proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>Decides for each request what happens to it; told whether it is a COMMIT.</summary>
    public Func<bool, ProxyFault> Choose { get; set; } = _ => ProxyFault.None;

    /// <summary>How many connections go through it.</summary>
    public int Count => _connections.Count;

    /// <summary>Resets every connection there is.</summary>
    public void Cut() => ForEach(connection => connection.Reset());

    /// <summary>Every connection there is goes dead without a word; new ones work.</summary>
    public void Deaden() => ForEach(connection => connection.Deaden());

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        Cut();
        _ended.Dispose();
    }

    void ForEach(Action<ProxiedConnection> act)
    {
        foreach (var connection in _connections.Keys)
        {
            act(connection);
        }
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        var target = new NpgsqlConnectionStringBuilder(_server);
        // Messages go through one by one: without this each would wait until the one before it is acknowledged.
        client.NoDelay = true;
        using var server = new TcpClient { NoDelay = true };
        using var connection = new ProxiedConnection(client, server, isCommit => Choose(isCommit));
        _connections[connection] = true;
        try
        {
            await server.ConnectAsync(target.Host!, target.Port, _ended.Token);
            await connection.RunAsync();
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
        finally
        {
            connection.Reset();
            _connections.TryRemove(connection, out _);
        }
    }
}
