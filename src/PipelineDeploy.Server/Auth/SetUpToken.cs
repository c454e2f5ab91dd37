using System.Security.Cryptography;
using System.Text;
using PipelineDeploy.Postgres.Auth;

namespace PipelineDeploy.Server.Auth;

/// <summary>The one-time token with which the first administrator is made: in a file that only the server's user can read, until there is a user.</summary>
sealed partial class SetUpToken(ServerOptions options, UserStore users, ILogger<SetUpToken> logger)
{
    string Path => System.IO.Path.Combine(options.Data, "setup-token");

    /// <summary>Writes one when there is no user yet, and removes what is left of it when there is.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (await users.AnyAsync(cancellationToken))
        {
            Remove();
        }
        else if (!File.Exists(Path))
        {
            await PrivateFile.WriteAsync(Path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
            Written(Path);
        }
    }

    /// <summary>Whether it is this one.</summary>
    public bool Is(string? token) =>
        token is not null && File.Exists(Path) && File.ReadAllText(Path).Trim() is { Length: > 0 } own
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token.Trim())), SHA256.HashData(Encoding.UTF8.GetBytes(own)));

    /// <summary>It is used up.</summary>
    public void Remove() => File.Delete(Path);

    [LoggerMessage(EventId = 411, Level = LogLevel.Information, Message = "To make the first administrator open /set-up in a browser; the token it asks for is in {File}")]
    partial void Written(string file);
}
