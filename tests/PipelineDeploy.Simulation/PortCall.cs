namespace PipelineDeploy.Simulation;

/// <summary>Who calls the ports: a driver with its run, or somebody outside of the nodes.</summary>
sealed class Caller(SimulatedNode? node, Life? life, string name, long runId)
{
    /// <summary>The node it runs on; null for people.</summary>
    public SimulatedNode? Node => node;

    /// <summary>The process it runs in; null for people, who live on.</summary>
    public Life? Life => life;

    /// <summary>The run that it drives; 0 for people.</summary>
    public long RunId => runId;

    /// <summary>The term it was given; 0 before it has claimed its run.</summary>
    public long Fence { get; set; }

    public override string ToString() => name;
}

/// <summary>One call to a port.</summary>
sealed record PortCall(Caller Caller, Type Port, string Method, object?[] Arguments)
{
    /// <summary>The argument of that type.</summary>
    public T Argument<T>() => Arguments.OfType<T>().First();

    /// <summary>What ends the call.</summary>
    public CancellationToken Token => Arguments.OfType<CancellationToken>().FirstOrDefault();

    public override string ToString() => $"{Caller}: {Port.Name}.{Method}";
}
