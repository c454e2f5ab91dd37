using System.Text.Json;

namespace PipelineDeploy.Contracts;

/// <summary>Something that happened in a run.</summary>
/// <param name="Seq">Its place among all that happened in the run, from 1 without gaps.</param>
/// <param name="At">When it was written down.</param>
/// <param name="Kind">What it was, e.g. <c>stepStarted</c>, <c>stepWaiting</c>, <c>stepFailed</c>, <c>compensated</c>, <c>signalReceived</c>, <c>runFinished</c>.</param>
/// <param name="Step">The step that it is about.</param>
/// <param name="Attempt">Which try of the step begins, when one does.</param>
/// <param name="Text">What a person should know of it: a note, a reason, an error.</param>
/// <param name="Until">The moment until which the step or the run waits, or at which the step is tried again.</param>
/// <param name="Actor">Who did it, when it was a person or a program.</param>
/// <param name="State">How the run ends, when it is about that.</param>
public sealed record JournalEntryView(
    long Seq, DateTimeOffset At, string Kind, string? Step, int? Attempt, string? Text, DateTimeOffset? Until, string? Actor, string? State);

/// <summary>A page of what happened in a run, oldest first.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Next">Hand it as <c>from</c> to get the next page; null when there is no more so far.</param>
public sealed record JournalPage(IReadOnlyList<JournalEntryView> Items, long? Next);

/// <summary>What a run was started with: the pipeline as it was then, and what was given.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Description">What the pipeline does.</param>
/// <param name="Steps">Its steps; every step comes after the ones it needs.</param>
/// <param name="Inputs">What the run was given, <c>settings</c> among it; never a secret.</param>
public sealed record RunDefinitionView(string Pipeline, string? Description, IReadOnlyList<RunStepDefinition> Steps, JsonElement Inputs);

/// <summary>One step as the run's pipeline defines it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Uses">Its kind.</param>
/// <param name="Needs">The steps before it.</param>
/// <param name="With">Its inputs as they are written; a text may hold <c>${{ … }}</c>.</param>
/// <param name="Attempts">How many tries it has in all.</param>
/// <param name="TimeoutSeconds">How long one try may take, waits included; null for any time.</param>
/// <param name="Condition">The condition under which it runs; null for none.</param>
public sealed record RunStepDefinition(
    string Id, string Uses, IReadOnlyList<string> Needs, JsonElement With, int Attempts, double? TimeoutSeconds, string? Condition);

/// <summary>The newest runs of an app, newest first.</summary>
/// <param name="App">The app.</param>
/// <param name="Runs">Its runs.</param>
public sealed record RecentRunsView(string App, IReadOnlyList<RunMark> Runs);

/// <summary>A run in a word.</summary>
/// <param name="Id">Its number.</param>
/// <param name="State">As in <see cref="RunView.State"/>.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="FinishedAt">When it ended.</param>
public sealed record RunMark(long Id, string State, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt);
