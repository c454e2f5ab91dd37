using Npgsql;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres;

/// <summary>Where the database is, as people write it.</summary>
public static class DatabaseAddress
{
    /// <summary>Reads a connection string, <c>Host=…;Database=…</c> or <c>postgres://user:password@host:port/database</c>.</summary>
    /// <param name="text">What the person wrote.</param>
    /// <param name="passwordFile">A file that holds the password, or null.</param>
    /// <exception cref="UserErrorException"><c>database.badAddress</c>; the text itself is not repeated, it may hold a password.</exception>
    public static string Parse(string? text, string? passwordFile = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UserErrorException(
                "database.missing",
                "PIPELINEDEPLOY_DATABASE is not set",
                "Set it to e.g. postgres://pipelinedeploy@127.0.0.1:5432/pipelinedeploy, or use ./start, which brings its own database.");
        }

        try
        {
            var builder = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "postgres" or "postgresql"
                ? FromUri(new Uri(text))
                : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(builder.Host))
            {
                throw new FormatException();
            }

            if (passwordFile is not null)
            {
                builder.Password = File.ReadAllText(passwordFile).Trim();
            }

            builder.ApplicationName ??= "pipelinedeploy";
            // Whoever is stopped in the middle of a transaction must not keep the others from its rows for ever.
            builder.Options = $"-c idle_in_transaction_session_timeout=10s {builder.Options}".TrimEnd();
            // A step never holds a connection, so a small pool serves many runs.
            builder.MaxPoolSize = Math.Min(builder.MaxPoolSize, 40);
            return builder.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                "database.badAddress",
                $"PIPELINEDEPLOY_DATABASE cannot be used: {(e is IOException or UnauthorizedAccessException ? e.Message : "it is not a connection string")}",
                "Use postgres://user:password@host:port/database or Host=…;Port=…;Database=…;Username=…;Password=….");
        }
    }

    /// <summary>The error of a database that does not answer; names the place, never the password.</summary>
    public static UserErrorException Unreachable(string connectionString, Exception cause)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return new UserErrorException(
            new UserError(
                "database.unreachable",
                $"The database '{parts.Database}' at {parts.Host}:{parts.Port} cannot be used: {(cause.InnerException ?? cause).Message}",
                "Check that PostgreSQL runs there and that PIPELINEDEPLOY_DATABASE names the right place, user and password."),
            cause);
    }

    static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            // Without the brackets of an IPv6 address.
            Host = uri.DnsSafeHost,
            Port = uri.IsDefaultPort ? 5432 : uri.Port,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
        };
        if (user.Length == 2)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            builder[parts[0]] = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
        }

        return builder;
    }
}
