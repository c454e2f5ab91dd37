using System.Diagnostics;

namespace PipelineDeploy.Benchmarks.Engine;

/// <summary>Two node processes on one database, one of which is killed now and then.</summary>
sealed class NodePair : IAsyncDisposable
{
    readonly string _engine;
    readonly string _database;
    readonly Dictionary<string, Process> _nodes = [];

    NodePair(string engine, string database) => (_engine, _database) = (engine, database);

    public static async Task<NodePair> StartAsync(string engine, string database)
    {
        var pair = new NodePair(engine, database);
        await pair.StartAgainAsync();
        await pair.StartAgainAsync();
        return pair;
    }

    /// <summary>Kills the node of that name like a power cut would, and answers the timestamp.</summary>
    public async Task<long> KillAsync(string name)
    {
        _nodes.Remove(name, out var node);
        var killed = TimeProvider.System.GetTimestamp();
        node!.Kill();
        await node.WaitForExitAsync();
        node.Dispose();
        return killed;
    }

    /// <summary>Starts another node and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(NodePair).Assembly.Location] : [];
        foreach (var argument in (string[])[.. program, NodeCommand.Name, "--engine", _engine, "--database", _database])
        {
            start.ArgumentList.Add(argument);
        }

        var node = Process.Start(start)!;
        var name = await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The node ended before it was ready.");
        _nodes.Add(name, node);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes.Values)
        {
            node.Kill();
            await node.WaitForExitAsync();
            node.Dispose();
        }
    }
}
