using System.Security.Cryptography;
using PipelineDeploy.Postgres.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Config;

/// <summary>
/// Finds out at start whether the master key and the keys open what the database holds. Keys are lost when a data folder is restored without
/// them, and a server that only noticed at the next deploy would have let people believe that all is well.
/// </summary>
sealed class KeyCheck(CanaryStore canaries, KeyRingStore ring, MasterKeyFile master, EarlierKeys earlier, DataProtectionVault vault)
{
    // No app has such a name, so no variable can be opened as the canary.
    const string Owner = "";
    const string Name = "canary";
    const string Song = "PipelineDeploy";

    /// <summary>Returns when they are the right ones; on a database without any, when there are some.</summary>
    /// <exception cref="UserErrorException"><c>server.masterKeyWrong</c>, <c>server.keysLost</c>; see <see cref="MasterKeyFile"/> and <see cref="EarlierKeys"/>.</exception>
    public Task EnsureAsync(CancellationToken cancellationToken) => ring.AloneAsync(
        async () =>
        {
            await EnsureMasterKeyAsync(cancellationToken);
            earlier.TakeOver();
            await EnsureKeysAsync(cancellationToken);
        },
        cancellationToken);

    // Data Protection makes itself a new key when it can open none, so this comes before it is asked for anything.
    async Task EnsureMasterKeyAsync(CancellationToken cancellationToken)
    {
        if (await canaries.ReadOfMasterAsync(cancellationToken) is not { } canary)
        {
            await master.CreateAsync();
            await canaries.SetOfMasterAsync(master.Key.Seal(Name, Song), cancellationToken);
        }
        else if (!Sings(() => master.Key.Open(Name, canary)))
        {
            throw new UserErrorException(
                "server.masterKeyWrong",
                $"What is encrypted in the database was encrypted with another master key than the one in {master.Place}",
                $"Put the right one there, from a backup or from another server of this database; {ServerOptions.MasterKeyVariable} says where it is.");
        }
    }

    async Task EnsureKeysAsync(CancellationToken cancellationToken)
    {
        var kept = await canaries.ReadAsync(cancellationToken);
        if (!Opens(kept) && !await canaries.ReplaceAsync(kept, vault.Seal(Owner, Name, Song), cancellationToken))
        {
            throw new UserErrorException(
                "server.keysLost",
                "The secrets in the database were encrypted with keys that are not in it",
                "Restore the database from a backup that is whole. Earlier versions kept the keys in the folder 'keys' of their data folder: put it back into this one (PIPELINEDEPLOY_DATA).");
        }
    }

    bool Opens(string? canary) => canary is not null && Sings(() => vault.Open(Owner, Name, canary));

    static bool Sings(Func<string> open)
    {
        try
        {
            return open() == Song;
        }
        catch (Exception e) when (e is CryptographicException or UserErrorException { Error.Code: "config.unreadable" })
        {
            return false;
        }
    }
}
