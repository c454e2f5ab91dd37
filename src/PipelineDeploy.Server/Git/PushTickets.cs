using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;

namespace PipelineDeploy.Server.Git;

/// <summary>A push that goes on: for which app, and by whom.</summary>
/// <param name="App">The app.</param>
/// <param name="By">Who pushes.</param>
sealed record Push(string App, ClaimsPrincipal By)
{
    /// <summary>The name of whoever pushes.</summary>
    public string Actor => By.Identity!.Name!;
}

/// <summary>Tells whose push a hook speaks for: its git is given a secret, which is worth something only as long as that git lives.</summary>
sealed class PushTickets
{
    const int Bytes = 32;

    readonly ConcurrentDictionary<string, Push> _pushes = new(StringComparer.Ordinal);

    /// <summary>Makes a ticket.</summary>
    public string Issue(Push push)
    {
        var ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        _pushes[ticket] = push;
        return ticket;
    }

    /// <summary>The push of a ticket; null when there is none.</summary>
    public Push? Find(string ticket) => _pushes.GetValueOrDefault(ticket);

    /// <summary>Makes a ticket worth nothing.</summary>
    public void Withdraw(string ticket) => _pushes.TryRemove(ticket, out _);
}
