namespace PipelineDeploy.Benchmarks.Engine;

/// <summary>Two node processes on one database, one of which is killed now and then.</summary>
sealed class NodePair : IAsyncDisposable
{
    readonly string _engine;
    readonly string _database;
    readonly Dictionary<string, OwnProcess> _nodes = [];

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
        await node!.DisposeAsync();
        return killed;
    }

    /// <summary>Starts another node and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        var node = await OwnProcess.StartAsync([NodeCommand.Name, "--engine", _engine, "--database", _database]);
        _nodes.Add(node.FirstLine, node);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes.Values)
        {
            await node.DisposeAsync();
        }
    }
}
