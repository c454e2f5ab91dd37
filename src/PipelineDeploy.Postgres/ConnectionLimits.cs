using Npgsql;

namespace PipelineDeploy.Postgres;

/// <summary>
/// How long the server waits for its database, and the database for the server. A connection may go dead without a word (a firewall, a
/// node that lost its power); a driver must notice early enough to try again while its lease holds, and its locks must not outlive it.
/// </summary>
static class ConnectionLimits
{
    const int DefaultCommandSeconds = 30;
    const int DefaultConnectSeconds = 15;

    /// <summary>The connection string with our limits wherever the person has set none.</summary>
    public static string AddTo(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.CommandTimeout = builder.CommandTimeout == DefaultCommandSeconds ? 5 : builder.CommandTimeout;
        builder.Timeout = builder.Timeout == DefaultConnectSeconds ? 5 : builder.Timeout;
        // A dead connection does not answer a cancellation either.
        builder.CancellationTimeout = 500;
        builder.TcpKeepAlive = true;
        builder.TcpKeepAliveTime = 10;
        builder.TcpKeepAliveInterval = 2;
        // No transaction of ours ever waits for its client for long: one that does has lost it, and holds rows that others need.
        builder.Options ??= "-c idle_in_transaction_session_timeout=5s -c tcp_user_timeout=10s";
        // Every step sends the same few statements; planning each anew would cost more than running it.
        builder.MaxAutoPrepare = builder.MaxAutoPrepare == 0 ? 100 : builder.MaxAutoPrepare;
        return builder.ConnectionString;
    }
}
