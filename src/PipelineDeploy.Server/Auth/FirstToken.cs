using PipelineDeploy.Postgres.Auth;

namespace PipelineDeploy.Server.Auth;

/// <summary>The administrator's first token, put where only the server's user can read it.</summary>
sealed partial class FirstToken(ServerOptions options, TokenStore tokens, ILogger<FirstToken> logger)
{
    const string OwnerName = "admin";

    string File => Path.Combine(options.Data, "admin-token");

    /// <summary>Writes a token unless there is one that is valid.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (System.IO.File.Exists(File)
            && await tokens.FindAsync((await System.IO.File.ReadAllTextAsync(File, cancellationToken)).Trim(), cancellationToken) is not null)
        {
            return;
        }

        var token = await CreateAsync(cancellationToken);
        await PrivateFile.WriteAsync(File, token);
        Written(File);
    }

    // Another server on this database, or an earlier life of this one, may have its own: theirs stays as it is.
    async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        for (var n = 1; ; n++)
        {
            if (await tokens.CreateAsync(NewToken.OfServer(n == 1 ? OwnerName : $"{OwnerName}-{n}"), cancellationToken) is var (_, token))
            {
                return token;
            }
        }
    }

    [LoggerMessage(EventId = 410, Level = LogLevel.Information, Message = "The administrator's token is in {File}")]
    partial void Written(string file);
}
