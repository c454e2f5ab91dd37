using PipelineDeploy.Postgres.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Config;

/// <summary>
/// Finds out at start whether the keys open what the database holds. Keys are lost when a data folder is restored without them, and a server
/// that only noticed at the next deploy would have let people believe that all is well.
/// </summary>
sealed class KeyCheck(CanaryStore canaries, DataProtectionVault vault, ServerOptions options)
{
    // No app has such a name, so no variable can be opened as the canary.
    const string Owner = "";
    const string Name = "canary";
    const string Song = "PipelineDeploy";

    /// <summary>Returns when the keys are the right ones, or when nothing is encrypted yet.</summary>
    /// <exception cref="UserErrorException"><c>server.keysLost</c>.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var kept = await canaries.ReadAsync(cancellationToken);
        if (Sings(kept) || await canaries.ReplaceAsync(kept, vault.Seal(Owner, Name, Song), cancellationToken)
            || Sings(await canaries.ReadAsync(cancellationToken)))
        {
            return;
        }

        throw new UserErrorException(
            "server.keysLost",
            $"The config variables and certificate keys in the database were encrypted with keys that are not in {Path.Combine(options.Data, "keys")}",
            "Put the folder 'keys' of the data folder back from a backup; every server of a database needs the same ones (PIPELINEDEPLOY_DATA).");
    }

    bool Sings(string? canary)
    {
        try
        {
            return canary is not null && vault.Open(Owner, Name, canary) == Song;
        }
        catch (UserErrorException)
        {
            return false;
        }
    }
}
