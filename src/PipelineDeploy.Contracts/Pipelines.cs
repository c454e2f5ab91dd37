using System.Text.Json;

namespace PipelineDeploy.Contracts;

/// <summary>A version of a pipeline, in a list.</summary>
/// <param name="Name">The pipeline's name.</param>
/// <param name="Version">Which version, from 1.</param>
/// <param name="Description">What it does, as it says itself.</param>
/// <param name="Author">Who published it; <c>pipelinedeploy</c> for those that the server brings.</param>
/// <param name="Note">Why, in the author's words.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="Sha256">SHA-256 of the text as UTF-8.</param>
public sealed record PipelineView(string Name, int Version, string? Description, string Author, string? Note, DateTimeOffset PublishedAt, string Sha256);

/// <summary>A page of the versions of a pipeline, newest first.</summary>
/// <param name="Items">The versions.</param>
/// <param name="Next">Ask with <c>before</c> set to this for the next page; null at the end.</param>
public sealed record PipelineVersionPage(IReadOnlyList<PipelineView> Items, int? Next);

/// <summary>Which apps a pipeline deploys when nothing else is said.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Apps">The apps that you may see, by name.</param>
public sealed record PipelineUse(string Pipeline, IReadOnlyList<string> Apps);

/// <summary>A version of a pipeline with its text.</summary>
/// <param name="Pipeline">What it is.</param>
/// <param name="Text">The text, as it was written.</param>
public sealed record PipelineText(PipelineView Pipeline, string Text);

/// <summary>A version of a pipeline, read.</summary>
/// <param name="Name">The pipeline's name.</param>
/// <param name="Version">Which version, from 1.</param>
/// <param name="Description">What it does, as it says itself.</param>
/// <param name="Steps">Its steps as they are written; every step comes after the ones it needs.</param>
/// <param name="Inputs">What it may be given.</param>
public sealed record PipelineDefinitionView(
    string Name, int Version, string? Description, IReadOnlyList<RunStepDefinition> Steps, IReadOnlyList<PipelineInputView> Inputs);

/// <summary>Publishes a pipeline under the name that its text gives it.</summary>
/// <param name="Text">YAML or JSON.</param>
/// <param name="Note">Why; at most 500 characters.</param>
public sealed record PublishPipeline(string Text, string? Note = null);

/// <summary>Asks what is wrong with a pipeline.</summary>
/// <param name="Text">YAML or JSON.</param>
public sealed record CheckPipeline(string Text);

/// <summary>What is wrong with a pipeline.</summary>
/// <param name="IsValid">Whether it can be published: there are warnings at most.</param>
/// <param name="Name">The name it gives itself; null when it cannot be read so far.</param>
/// <param name="Problems">Everything that is wrong.</param>
public sealed record PipelineCheck(bool IsValid, string? Name, IReadOnlyList<PipelineProblemView> Problems);

/// <summary>One thing that is wrong with a pipeline.</summary>
/// <param name="Line">Line of the text, from 1.</param>
/// <param name="Column">Column of the line, from 1.</param>
/// <param name="Path">Where in the document, e.g. <c>steps[2].with.for</c>; empty for the whole.</param>
/// <param name="Message">What is wrong and what would be right.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
public sealed record PipelineProblemView(long Line, long Column, string Path, string Message, string Severity);

/// <summary>A kind of step.</summary>
/// <param name="Name">The name after <c>uses:</c>.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Compensates">Whether its effect is undone when a later step fails.</param>
/// <param name="IsPivot">Whether there is no way back once it has started.</param>
/// <param name="Inputs">JSON Schema of what stands under <c>with:</c>.</param>
/// <param name="Outputs">JSON Schema of what later steps may read.</param>
public sealed record StepKindView(string Name, string Title, bool Compensates, bool IsPivot, JsonElement Inputs, JsonElement Outputs);
