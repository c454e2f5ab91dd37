using PipelineDeploy.Workflows.Definitions.Expressions;

namespace PipelineDeploy.Workflows.Definitions.Expansion;

/// <summary>Where the steps of one pipeline are set in.</summary>
/// <param name="Prefix">What their ids begin with.</param>
/// <param name="Inputs">What its <c>inputs</c> stand for; null at the top, where they are the run's own.</param>
/// <param name="Guard">The condition of the step that uses it, and of those around that one; null for none.</param>
/// <param name="Needs">What its first steps need.</param>
/// <param name="Join">Whether they need all of it.</param>
/// <param name="Chain">The pipelines around it and itself.</param>
sealed record ExpansionFrame(
    string Prefix,
    IReadOnlyDictionary<string, Expression>? Inputs,
    Expression? Guard,
    IReadOnlyList<string> Needs,
    JoinPolicy Join,
    IReadOnlyList<string> Chain)
{
    /// <summary>The frame of a pipeline that a run is made of.</summary>
    public static ExpansionFrame Of(PipelineDefinition definition) => new("", null, null, [], JoinPolicy.All, [definition.Name]);
}

/// <summary>What a written step has become.</summary>
/// <param name="Ends">The steps that are done last, or what stands before it when there is none.</param>
/// <param name="IsSplit">Whether it is done only when several steps are.</param>
/// <param name="Read">What reading one of its outputs means.</param>
sealed record SpreadStep(IReadOnlyList<string> Ends, bool IsSplit, Func<string, Expression> Read)
{
    readonly Dictionary<string, Expression> _outputs = [];

    /// <summary>What reading one of its outputs means, asked once: it may be asked for again and again by what is read again and again.</summary>
    public Expression Output(string name) => _outputs.TryGetValue(name, out var output) ? output : _outputs[name] = Read(name).Bounded();
}

/// <summary>Which copy of a step is made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Index">Its number from 0; null for the only one of a step without <c>foreach</c>.</param>
/// <param name="Item">The item it is for; null when that is not known yet.</param>
sealed record StepCopy(string Id, int? Index = null, Expression.Literal? Item = null);
