namespace PipelineDeploy.Benchmarks.Engine;

/// <summary>What is measured, on a database of its own.</summary>
interface IMeasuredEngine : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Makes the database and starts one node in this process.</summary>
    Task StartAsync();

    /// <summary>Keeps so many runs of so many steps going and counts the steps that were done, per second.</summary>
    Task<double> StepsPerSecondAsync(int runs, int steps, TimeSpan length);

    /// <summary>Starts one run after the other on an idle node: how long until its first step is executed.</summary>
    Task<IReadOnlyList<TimeSpan>> FirstStepsAsync(int times);

    /// <summary>Lets many runs sleep for a while: how late each is woken.</summary>
    Task<IReadOnlyList<TimeSpan>> TimersAsync(int runs);

    /// <summary>How many commands a second this process sends to the database while so many runs sleep and nothing else happens.</summary>
    Task<double> IdleQueriesAsync(int runs, TimeSpan length);

    /// <summary>Kills the one of two node processes that works on a run, again and again: how long until the other one has it.</summary>
    Task<IReadOnlyList<TimeSpan>> TakeOversAsync(int times);
}
