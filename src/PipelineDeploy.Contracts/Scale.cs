namespace PipelineDeploy.Contracts;

/// <summary>Sets how many instances of some processes run; the others keep their number.</summary>
/// <param name="Processes">Numbers of instances by process, e.g. <c>web</c> 2.</param>
/// <param name="NoRestart">Leaves what runs as it is; the next deploy takes the change along, also for processes that only it brings.</param>
public sealed record SetScale(IReadOnlyDictionary<string, int> Processes, bool NoRestart = false);

/// <summary>How many instances of each process of an app run.</summary>
/// <param name="App">The app.</param>
/// <param name="Processes">Its processes, <c>web</c> first.</param>
/// <param name="Run">The run that brings a change to what serves; null when there is nothing to bring, or nothing serves.</param>
public sealed record ScaleView(string App, IReadOnlyList<ProcessScaleView> Processes, RunView? Run = null);

/// <summary>One process of an app.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Quantity">How many instances of it run.</param>
/// <param name="Origin">Where that is said: <c>default</c>, <c>file</c> (the app's app.json), <c>global</c> or <c>app</c>.</param>
/// <param name="IsKnown">Whether the app has such a process; none is started else.</param>
public sealed record ProcessScaleView(string Name, int Quantity, string Origin, bool IsKnown);
