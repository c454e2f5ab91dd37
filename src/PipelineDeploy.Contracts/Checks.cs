namespace PipelineDeploy.Contracts;

/// <summary>One attempt of a run's checks, and what it saw.</summary>
/// <param name="Step">The step that made it.</param>
/// <param name="Round">Name of the round, where there are several.</param>
/// <param name="Number">Which attempt of the round, from 1.</param>
/// <param name="At">When it began.</param>
/// <param name="Checks">What was asked, in order.</param>
/// <param name="TimeoutMs">Most milliseconds that each might take; null where an earlier version of the server wrote it.</param>
public sealed record CheckAttemptView(string Step, string? Round, int Number, DateTimeOffset At, IReadOnlyList<AskedCheckView> Checks, double? TimeoutMs = null);

/// <summary>One thing that was asked, and what came of it.</summary>
/// <param name="Asked">A target or a command.</param>
/// <param name="Expected">What would have been right.</param>
/// <param name="Passed">Whether it was.</param>
/// <param name="Cause">One sentence on what happened.</param>
/// <param name="Status">The status that was answered; null when there was none.</param>
/// <param name="LatencyMs">From the question to the verdict, in milliseconds.</param>
/// <param name="Body">The begin of a wrong answer or of a failed command's output, up to 2 KB.</param>
/// <param name="Note">What a person should know besides.</param>
public sealed record AskedCheckView(string Asked, string Expected, bool Passed, string Cause, int? Status, double LatencyMs, string? Body, string? Note);

/// <summary>Asks what is wrong with a CHECKS or an <c>app.json</c>.</summary>
/// <param name="Text">The text of the file.</param>
/// <param name="File"><c>CHECKS</c> or <c>app.json</c>.</param>
/// <param name="App">The app whose settings count; null for the defaults.</param>
public sealed record ValidateChecks(string Text, string File = "CHECKS", string? App = null);

/// <summary>What is wrong with it, and what would be asked.</summary>
/// <param name="IsValid">Whether a deploy would take it: there are warnings at most.</param>
/// <param name="Plan">What would be asked of green; null when it is not valid.</param>
/// <param name="Problems">Everything that is wrong or odd, by line.</param>
public sealed record ChecksValidation(bool IsValid, CheckPlanView? Plan, IReadOnlyList<ChecksProblemView> Problems);

/// <summary>One thing that is wrong with the file.</summary>
/// <param name="Line">Line of the text, from 1; null when only its place is known.</param>
/// <param name="Place">Where in the document, e.g. <c>healthchecks.web[0].attempts</c>; null when the line says it.</param>
/// <param name="Code">Stable, e.g. <c>checks.badSetting</c>.</param>
/// <param name="Message">What is wrong, with its line or place.</param>
/// <param name="Hint">What to do.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
public sealed record ChecksProblemView(int? Line, string? Place, string Code, string Message, string? Hint, string Severity);

/// <summary>What green must prove before traffic moves to it.</summary>
/// <param name="Source">Where it comes from: <c>CHECKS</c>, <c>app.json</c>, <c>HEALTHCHECK</c>, <c>healthCheckCommand</c>, <c>healthCheckPath</c>, <c>default</c> or <c>none</c>.</param>
/// <param name="Summary">All of it in one line.</param>
/// <param name="Rounds">What is tried at its own pace; all must pass.</param>
/// <param name="Warnings">What the run says before it starts.</param>
public sealed record CheckPlanView(string Source, string Summary, IReadOnlyList<CheckRoundView> Rounds, IReadOnlyList<string> Warnings);

/// <summary>One round of a plan.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Asked">What is asked and what is expected, in order.</param>
/// <param name="DelaySeconds">Before the first attempt.</param>
/// <param name="WaitSeconds">Before each later one.</param>
/// <param name="TimeoutSeconds">For each request or command.</param>
/// <param name="Attempts">In all; null when it is tried until its time is over.</param>
/// <param name="WithinSeconds">That time; null when attempts are counted.</param>
public sealed record CheckRoundView(
    string? Name, IReadOnlyList<ExpectationView> Asked, double DelaySeconds, double WaitSeconds, double TimeoutSeconds, int? Attempts, double? WithinSeconds);

/// <summary>One thing that is asked.</summary>
/// <param name="What">A target or a command.</param>
/// <param name="Expected">What is right.</param>
public sealed record ExpectationView(string What, string Expected);

/// <summary>Tries an app's checks at what serves now.</summary>
/// <param name="Checks">Text of a CHECKS file to try; null for the one that was deployed.</param>
public sealed record RunChecks(string? Checks = null);

/// <summary>What came of trying an app's checks at what serves now.</summary>
/// <param name="App">The app.</param>
/// <param name="Release">Number of the release that serves.</param>
/// <param name="Container">Name of the container that was asked.</param>
/// <param name="Passed">Whether everything passed.</param>
/// <param name="Plan">What was asked.</param>
/// <param name="Checks">What came of each, in order.</param>
public sealed record ChecksReport(string App, int Release, string Container, bool Passed, CheckPlanView Plan, IReadOnlyList<AskedCheckView> Checks);
