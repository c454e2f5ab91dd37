using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Git;

/// <summary>A push that goes on: for which app, and by whom.</summary>
/// <param name="App">The app.</param>
/// <param name="By">Who pushes.</param>
sealed record Push(string App, ClaimsPrincipal By)
{
    const int MostNoted = 50;
    const int LongestNoted = 100;

    /// <summary>The name of whoever pushes.</summary>
    public string Actor => By.Identity!.Name!;

    /// <summary>Where it is written down; null for nowhere.</summary>
    public AuditNotes? Notes { get; init; }

    /// <summary>Ends when who pushes may push no more.</summary>
    public CancellationToken Ended { get; init; }

    /// <summary>Writes down what is pushed.</summary>
    public void Note(IReadOnlyList<PushedRef> refs)
    {
        Notes?.Say("refs", refs.Count);
        foreach (var one in refs.Take(MostNoted))
        {
            Notes?.Change(HarmlessText.Of(one.Name, LongestNoted), one.IsCreation ? null : one.Old, one.IsDeletion ? null : one.New);
        }
    }
}

/// <summary>Tells whose push a hook speaks for: its git is given a secret, which is worth something only as long as that git lives.</summary>
sealed class PushTickets
{
    const int Bytes = 32;

    readonly ConcurrentDictionary<string, (Push Push, TaskCompletionSource Over)> _pushes = new(StringComparer.Ordinal);

    /// <summary>Makes a ticket.</summary>
    public string Issue(Push push)
    {
        var ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        _pushes[ticket] = (push, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return ticket;
    }

    /// <summary>The push of a ticket; null when there is none.</summary>
    public Push? Find(string ticket) => _pushes.TryGetValue(ticket, out var found) ? found.Push : null;

    /// <summary>Ends when the git of a ticket has, and with it whatever that moves.</summary>
    public Task OverAsync(string ticket) => _pushes.TryGetValue(ticket, out var found) ? found.Over.Task : Task.CompletedTask;

    /// <summary>Makes a ticket worth nothing.</summary>
    public void Withdraw(string ticket)
    {
        if (_pushes.TryRemove(ticket, out var found))
        {
            found.Over.SetResult();
        }
    }
}
