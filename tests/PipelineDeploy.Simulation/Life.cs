using PipelineDeploy.Workflows.Driving;

namespace PipelineDeploy.Simulation;

/// <summary>One process of a node, from its start until it is killed. What a killed one awaited never comes.</summary>
sealed class Life : IDisposable
{
    readonly CancellationTokenSource _stopping = new();

    /// <summary>Whether it was killed.</summary>
    public bool IsOver { get; set; }

    /// <summary>Until when it gets no processor: a stopped process, a paused machine.</summary>
    public DateTimeOffset FrozenUntil { get; set; }

    /// <summary>The runs that it drives.</summary>
    public ActiveRuns Active { get; } = new();

    /// <summary>How many drivers are at work in it.</summary>
    public int Drives { get; set; }

    /// <summary>Whether it tells the database now and then that it lives.</summary>
    public bool IsBeating { get; set; }

    /// <summary>It was asked to end.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Asks it to end.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();
}
