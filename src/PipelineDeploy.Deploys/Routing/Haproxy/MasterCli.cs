using System.Globalization;

namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>The processes of HAProxy as its master tells them.</summary>
/// <param name="Reloads">How often the master was told to reload.</param>
/// <param name="Failed">How many of the reloads since the last good one failed.</param>
/// <param name="Current">The worker that takes new connections; null when there is none.</param>
/// <param name="Leaving">Workers that only finish the connections they have.</param>
sealed record HaproxyProcesses(int Reloads, int Failed, int? Current, IReadOnlyList<int> Leaving)
{
    /// <summary>Reads what <c>show proc</c> prints.</summary>
    public static HaproxyProcesses Parse(string text)
    {
        int reloads = 0, failed = 0;
        int? current = null;
        List<int> leaving = [];
        var old = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
                old = line.StartsWith("# old", StringComparison.Ordinal);
            var cells = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (cells is [_, "master", var count, "[failed:", var bad, ..])
                (reloads, failed) = (Number(count), Number(bad.TrimEnd(']')));
            else if (cells is [var worker, "worker", ..] && old)
                leaving.Add(Number(worker));
            else if (cells is [var first, "worker", ..])
                current ??= Number(first);
        }
        return new HaproxyProcesses(reloads, failed, current, leaving);
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>The master of HAProxy: which workers there are, and the seamless reload.</summary>
sealed class MasterCli(HaproxyOptions options, TimeProvider time)
{
    static readonly TimeSpan ReloadDeadline = TimeSpan.FromSeconds(15);
    // Some versions count a reload as failed until it has succeeded.
    static readonly TimeSpan FailureSettles = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    readonly CliSocket _socket = new(options.MasterSocket, time);

    /// <summary>Asks for the processes.</summary>
    public async Task<HaproxyProcesses> ProcessesAsync(CancellationToken cancellationToken) =>
        HaproxyProcesses.Parse(await _socket.AskAsync(["show proc"], cancellationToken));

    /// <summary>The runtime API of one worker.</summary>
    public RuntimeApi Worker(int pid) => new(_socket, pid);

    /// <summary>The worker that takes new connections.</summary>
    /// <exception cref="RouterException">There is none.</exception>
    public async Task<RuntimeApi> CurrentAsync(CancellationToken cancellationToken) =>
        (await ProcessesAsync(cancellationToken)).Current is { } pid
            ? Worker(pid)
            : throw new RouterException($"HAProxy's master answers on {options.MasterSocket}, but it runs no worker. {Advice}");

    /// <summary>Reloads and waits until new connections are taken by a worker that has loaded this structure.</summary>
    public async Task<RuntimeApi> ReloadAsync(string structure, CancellationToken cancellationToken)
    {
        var before = await ProcessesAsync(cancellationToken);
        await SendReloadAsync(cancellationToken);
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < ReloadDeadline)
        {
            var now = await ProcessesAsync(cancellationToken);
            if (now.Reloads > before.Reloads && now.Failed > 0 && time.GetElapsedTime(start) > FailureSettles)
                throw new RouterException($"HAProxy refused to load {options.ConfigFile} and goes on with what it had. {Advice}");
            if (now.Current is { } pid && pid != before.Current && await Worker(pid).StructureAsync(cancellationToken) == structure)
                return Worker(pid);
            await Task.Delay(Pause, time, cancellationToken);
        }
        throw new RouterException(
            $"HAProxy was told to reload but runs something else than {options.ConfigFile} after {ReloadDeadline.TotalSeconds} seconds. {Advice}");
    }

    async Task SendReloadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _socket.ExchangeAsync(["reload"], cancellationToken);
        }
        catch (RouterException dropped) when (dropped.InnerException is IOException)
        {
            // The master obeys at once and may take this connection with it; what it runs afterwards tells the rest.
        }
    }

    string Advice => $"Run 'haproxy -c -f {options.ConfigFile}' to see why, or look at its log.";
}
