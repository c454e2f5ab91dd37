namespace PipelineDeploy.Contracts;

/// <summary>Asks what a run of a pipeline would do for an app.</summary>
/// <param name="Text">The pipeline as YAML or JSON; it need not be published.</param>
/// <param name="App">The app, whose settings and earlier runs count.</param>
/// <param name="Inputs">What the run is given, by name, as people type it: a list is a text with commas.</param>
public sealed record DryRunPipeline(string Text, string App, IReadOnlyDictionary<string, string>? Inputs = null);

/// <summary>What a run of a pipeline would do, if nothing fails; nothing has been touched.</summary>
/// <param name="Pipeline">The name that the pipeline gives itself.</param>
/// <param name="App">The app.</param>
/// <param name="Steps">The steps in the order in which they begin; one that does not stands where it would have.</param>
/// <param name="Takes">How many seconds it takes, as far as the times of its steps are known.</param>
/// <param name="IsWhole">Whether the times of all steps that run are known.</param>
/// <param name="Timeout">How many seconds the run may take; null for any time.</param>
/// <param name="Problem">Why it would not get to its end.</param>
/// <param name="Inputs">What the pipeline may be given.</param>
public sealed record DryRunView(
    string Pipeline, string App, IReadOnlyList<DryRunStepView> Steps, double Takes, bool IsWhole, double? Timeout, string? Problem, IReadOnlyList<PipelineInputView> Inputs);

/// <summary>What would become of a step.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Uses">Its kind.</param>
/// <param name="Title">What people call the kind.</param>
/// <param name="Needs">Ids of the steps that come before it.</param>
/// <param name="Outcome"><c>runs</c>; <c>open</c>, when that depends on what earlier steps make; <c>skipped</c>; or <c>notReached</c>.</param>
/// <param name="Condition">The condition under which it runs.</param>
/// <param name="Wave">Steps with the same number begin together, from 1; null when it does not begin.</param>
/// <param name="Starts">How many seconds after the first step it begins, as far as times are known.</param>
/// <param name="Takes">How many seconds it usually takes, by the earlier runs of the app or because it says so; null when that is not known.</param>
/// <param name="Timeout">How many seconds one attempt may take; null for any time.</param>
/// <param name="Attempts">How many attempts it has.</param>
/// <param name="OnFailure">What its failure means: <c>rollback</c>, <c>continue</c> or <c>stop</c>.</param>
/// <param name="RunsAlways">Whether it runs at the end, however the run went.</param>
/// <param name="IsPivot">Whether there is no way back once it has started.</param>
/// <param name="Times">The waits and limits that its inputs set, as far as they are known.</param>
public sealed record DryRunStepView(
    string Id, string Uses, string Title, IReadOnlyList<string> Needs, string Outcome, string? Condition, int? Wave, double? Starts, double? Takes, double? Timeout, int Attempts,
    string OnFailure, bool RunsAlways, bool IsPivot, IReadOnlyList<StepTimeView> Times);

/// <summary>A length of time among the inputs of a step.</summary>
/// <param name="Input">The input's name.</param>
/// <param name="Seconds">How long.</param>
public sealed record StepTimeView(string Input, double Seconds);

/// <summary>Something that a pipeline may be given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>string</c>, <c>number</c>, <c>boolean</c>, <c>duration</c> or <c>list</c>.</param>
/// <param name="IsRequired">Whether a run without it is refused.</param>
/// <param name="Default">What it is when it is not given, as people type it; null for nothing.</param>
/// <param name="Description">What it means.</param>
public sealed record PipelineInputView(string Name, string Type, bool IsRequired, string? Default, string? Description);
