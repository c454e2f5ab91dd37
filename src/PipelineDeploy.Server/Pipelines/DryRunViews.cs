using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Server.Pipelines;

/// <summary>Tells what a run would do in the API's words.</summary>
sealed class DryRunViews(StepCatalog kinds)
{
    /// <summary>A rehearsal for an app.</summary>
    public DryRunView ViewOf(string app, Rehearsal rehearsal)
    {
        var (pipeline, plan) = (rehearsal.Pipeline, rehearsal.Plan);
        return new DryRunView(
            pipeline.Name, app, [.. plan.Steps.Select(step => ViewOf(step, rehearsal.TimesOf(step.Step)))], plan.Takes.TotalSeconds,
            plan.Steps.All(step => step.Wave is null || step.Takes is not null), pipeline.Timeout?.TotalSeconds, plan.Problem?.Message,
            [.. (pipeline.Inputs ?? []).Select(ViewOf)]);
    }

    DryRunStepView ViewOf(DryRunStep planned, IReadOnlyList<StepTime> times)
    {
        var step = planned.Step;
        return new DryRunStepView(
            step.Id, step.Uses, kinds[step.Uses].Title, step.Needs, Word(planned.Outcome), step.If, planned.Wave, planned.Starts?.TotalSeconds, planned.Takes?.TotalSeconds,
            step.Timeout?.TotalSeconds, step.Retry?.Attempts ?? 1, Word(step.OnFailure), step.RunsAlways, step.IsPivot, [.. times.Select(time => new StepTimeView(time.Input, time.Time.TotalSeconds))]);
    }

    /// <summary>What a pipeline may be given.</summary>
    public static PipelineInputView ViewOf(PipelineInput input) => new(input.Name, TypeOf(input.Type), input.IsRequired, Typed(input.Default), input.Description);

    static string TypeOf(DataType type) => type == DataType.Text ? "string" : Word(type);

    static string? Typed(JsonNode? value) => value is JsonArray list ? string.Join(',', list.Select(item => item?.ToString())) : value?.ToString();

    static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
