using System.Text;
using System.Text.RegularExpressions;

namespace PipelineDeploy.Deploys.Routing.Nginx;

/// <summary>nginx as a program and a process: proves a configuration, and reloads.</summary>
sealed partial class NginxProgram(NginxOptions options, TimeProvider time)
{
    static readonly TimeSpan ReloadDeadline = TimeSpan.FromSeconds(15);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    readonly NginxProcesses _processes = new(options);
    readonly StructureProbe _probe = new(options.Bind[0]);

    /// <summary>The processes that hold connections.</summary>
    /// <exception cref="RouterException">nginx does not run.</exception>
    public async Task<IReadOnlyList<int>> WorkersAsync(CancellationToken cancellationToken) =>
        NginxProcesses.Workers(await _processes.MasterAsync(cancellationToken));

    /// <summary>The fingerprint of the configuration that nginx has loaded; null when it is not one of ours.</summary>
    /// <exception cref="RouterException">nginx does not run.</exception>
    public async Task<string?> StructureAsync(CancellationToken cancellationToken)
    {
        await _processes.MasterAsync(cancellationToken);
        return await _probe.AskAsync(cancellationToken);
    }

    /// <summary>Lets nginx look at a configuration that it does not run yet.</summary>
    /// <exception cref="RouterException">It would not take it.</exception>
    public async Task ProveAsync(string draft, CancellationToken cancellationToken)
    {
        var (exitCode, talk) = await ProgramRun.RunAsync("nginx", ["-t", "-q", "-e", "stderr", "-p", options.Directory, "-c", draft], time, cancellationToken);
        if (exitCode != 0)
            throw new RouterException($"nginx would refuse the new configuration, so it goes on with what it has: {Reason(talk)}");
    }

    /// <summary>Reloads and waits until new connections are taken only by workers that have loaded this structure.</summary>
    /// <exception cref="RouterException">nginx went on with what it had.</exception>
    public async Task ReloadAsync(string structure, CancellationToken cancellationToken)
    {
        var before = NginxProcesses.Workers(await _processes.MasterAsync(cancellationToken));
        var logged = File.Exists(options.ErrorLog) ? new FileInfo(options.ErrorLog).Length : 0;
        var (exitCode, talk) = await ProgramRun.RunAsync(
            "nginx", ["-s", "reload", "-e", "stderr", "-p", options.Directory, "-c", options.ConfigFile], time, cancellationToken);
        if (exitCode != 0)
            throw new RouterException($"nginx could not be told to reload: {Reason(talk)}");
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < ReloadDeadline)
        {
            // The old workers say that they leave as they stop to take connections; asked in this order, nothing old can answer any more.
            if (before.All(NginxProcesses.IsLeaving) && await _probe.AskAsync(cancellationToken) == structure)
                return;
            if (Complaint(logged) is { } complaint)
                throw new RouterException($"nginx refused to load {options.ConfigFile} and goes on with what it had: {complaint}");
            await Task.Delay(Pause, time, cancellationToken);
        }
        throw new RouterException($"nginx was told to reload but runs something else than {options.ConfigFile} after {ReloadDeadline.TotalSeconds} seconds. Look at {options.ErrorLog}.");
    }

    // It tries again for a while to listen on an address that is taken, and then says that it gives up.
    string? Complaint(long from)
    {
        if (!File.Exists(options.ErrorLog))
            return null;
        using var stream = new FileStream(options.ErrorLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length <= from)
            return null;
        stream.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var lines = Emergencies(reader.ReadToEnd());
        return lines.Count == 0 || lines.All(line => line.Contains("bind() to", StringComparison.Ordinal)) ? null : string.Join(" ", lines.Take(2));
    }

    static string Reason(string talk) => Emergencies(talk) is { Count: > 0 } lines ? lines[0] : talk.Trim();

    internal static IReadOnlyList<string> Emergencies(string log) =>
    [
        .. log.Split('\n').Where(line => line.Contains("[emerg]", StringComparison.Ordinal)).Select(line => Number().Replace(line[(line.IndexOf("[emerg]", StringComparison.Ordinal) + "[emerg]".Length)..].Trim(), "")),
    ];

    // Of the process and of its connection.
    [GeneratedRegex(@"\A[0-9]+#[0-9]+: (\*[0-9]+ )?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
