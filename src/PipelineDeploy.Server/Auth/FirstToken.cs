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
        var unfinished = File + ".part";
        System.IO.File.Delete(unfinished);
        await using (var stream = new FileStream(unfinished, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        await using (var writer = new StreamWriter(stream))
        {
            await writer.WriteLineAsync(token);
        }

        System.IO.File.Move(unfinished, File, overwrite: true);
        Written(File);
    }

    // Another server on this database, or an earlier life of this one, may have its own: theirs stays as it is.
    async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        for (var n = 1; ; n++)
        {
            if (await tokens.CreateAsync(n == 1 ? OwnerName : $"{OwnerName}-{n}", "admin", cancellationToken) is { } token)
            {
                return token;
            }
        }
    }

    [LoggerMessage(EventId = 410, Level = LogLevel.Information, Message = "The administrator's token is in {File}")]
    partial void Written(string file);
}
