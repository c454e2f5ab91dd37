using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.TestKit.Runs;

/// <summary>Builds a pipeline's definition; a step without <c>needs</c> comes after the one added before it.</summary>
public sealed class PipelineBuilder(string name = "test")
{
    readonly List<StepDefinition> _steps = [];

    /// <summary>Adds a step whose kind has the name of its id.</summary>
    public PipelineBuilder Step(string id, string[]? needs = null, JsonObject? with = null, bool compensates = true, bool isPivot = false)
    {
        _steps.Add(new StepDefinition(id, id, needs ?? [.. _steps.TakeLast(1).Select(step => step.Id)], with ?? [], compensates, isPivot));
        return this;
    }

    /// <summary>Adds a step of a kind, with the kind's name as its id.</summary>
    public PipelineBuilder Step(IStepKind kind, string[]? needs = null, JsonObject? with = null) =>
        Step(kind.Name, needs, with, kind.Compensates, kind.IsPivot);

    /// <summary>Adds a step that runs at the end of the run, however that went.</summary>
    public PipelineBuilder Always(string id, string[]? needs = null) => Step(id, needs, compensates: false).But(step => step with { RunsAlways = true });

    /// <summary>Changes the step added last.</summary>
    public PipelineBuilder But(Func<StepDefinition, StepDefinition> change)
    {
        _steps[^1] = change(_steps[^1]);
        return this;
    }

    /// <summary>The definition.</summary>
    public PipelineDefinition Build() => new(name, null, [.. _steps]);

    /// <summary>A pipeline of steps one after the other.</summary>
    public static PipelineDefinition Sequence(params IReadOnlyList<IStepKind> kinds) =>
        kinds.Aggregate(new PipelineBuilder(), (builder, kind) => builder.Step(kind)).Build();
}
