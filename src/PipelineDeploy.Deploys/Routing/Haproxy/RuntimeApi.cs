using System.Globalization;

namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>The runtime API of one worker of HAProxy. An answer that makes no sense is a <see cref="RouterException"/>.</summary>
/// <remarks>
/// Reached through the master's socket by the worker's process id. <c>admin.sock</c> would not do: around a reload it
/// may lead to the worker that leaves, and a leaving worker that still serves open connections has no socket at all.
/// </remarks>
sealed class RuntimeApi(CliSocket master, int pid)
{
    // What the master says of a worker that is gone, and of one that is just going.
    static readonly string[] Gone = ["Can't find the target PID", "Can't connect to the target CLI!"];

    // What HAProxy says when a command that changes something succeeded; most succeed without a word.
    static readonly string[] Successes = ["New server registered.", "Server deleted."];
    static readonly string[] SuccessParts = ["changed from '", "no need to change "];

    /// <summary>Runs commands in order in one connection.</summary>
    /// <exception cref="RouterException">HAProxy had an objection; the other commands were run all the same.</exception>
    public async Task RunAsync(IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        if (commands.Count == 0)
            return;
        var objections = Objections(await master.ExchangeAsync(ToWorker(commands), cancellationToken));
        if (objections.Count > 0)
            throw new RouterException($"HAProxy refused: {string.Join(" ", objections)} (commands: {string.Join("; ", commands)})");
    }

    /// <summary>Runs commands whose refusal is no error: a server that HAProxy still holds a connection to is deleted another time.</summary>
    public async Task TryRunAsync(IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        if (commands.Count > 0)
            await master.ExchangeAsync(ToWorker(commands), cancellationToken);
    }

    /// <summary>All servers and the connections they hold; none when the worker has ended.</summary>
    public async Task<IReadOnlyList<ServerState>> ServersAsync(CancellationToken cancellationToken)
    {
        var state = await AskAsync("show servers state", cancellationToken);
        var connections = await AskAsync("show servers conn", cancellationToken);
        return HasEnded(state) || HasEnded(connections) ? [] : Understood(() => ServerState.Parse(state, connections));
    }

    /// <summary>What this worker has counted of one server; null when it does not know the server, or has ended.</summary>
    public async Task<TargetCounters?> CountersAsync(string backend, string server, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        // The ring is read only where its times are wanted: it may be large, and HAProxy 2.6 was once seen not to end an answer that held it.
        string[] commands = since is null ? [ServerStatistics.Command] : [AnswerTimes.Command, ServerStatistics.Command];
        var said = await master.AskAsync(ToWorker(commands), cancellationToken);
        return HasEnded(said) || Understood(() => ServerStatistics.Find(said, backend, server)) is not { } count
            ? null
            : new TargetCounters(pid.ToString(CultureInfo.InvariantCulture), count, since is { } moment ? Understood(() => AnswerTimes.Find(said, backend, server, moment)) : []);
    }

    /// <summary>The fingerprint of the configuration that this worker has loaded; null when it is not one of ours.</summary>
    public async Task<string?> StructureAsync(CancellationToken cancellationToken)
    {
        const string Key = "description: pipelinedeploy-";
        var info = await AskAsync("show info", cancellationToken);
        return Lines(info).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal))?[Key.Length..];
    }

    /// <summary>Client connections that are open and carry no request now.</summary>
    public async Task<int> IdleClientsAsync(CancellationToken cancellationToken)
    {
        var statistics = await AskAsync("show stat -1 3 -1", cancellationToken);
        return Understood(() => IdleClients(statistics));
    }

    internal static IReadOnlyList<string> Objections(string answer) =>
        [.. Lines(answer).Where(line => !Successes.Contains(line, StringComparer.Ordinal)
            && !SuccessParts.Any(part => line.Contains(part, StringComparison.Ordinal)))];

    internal static int IdleClients(string statistics)
    {
        var rows = Lines(statistics).Where(line => !line.StartsWith('#')).Select(line => line.Split(',')).Where(cells => cells.Length > 4).ToList();
        return Math.Max(0, Sum("FRONTEND") - Sum("BACKEND"));

        int Sum(string kind) => rows.Where(cells => cells[1] == kind).Sum(cells => int.Parse(cells[4], CultureInfo.InvariantCulture));
    }

    static T Understood<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException strange)
        {
            throw new RouterException($"HAProxy's answer makes no sense to us: {strange.Message}", strange);
        }
    }

    Task<string> AskAsync(string question, CancellationToken cancellationToken) => master.AskAsync(ToWorker([question]), cancellationToken);

    string[] ToWorker(IReadOnlyList<string> commands) => [$"@!{pid}", .. commands];

    internal static bool HasEnded(string answer) => string.IsNullOrWhiteSpace(answer) || Gone.Any(words => answer.Contains(words, StringComparison.Ordinal));

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
