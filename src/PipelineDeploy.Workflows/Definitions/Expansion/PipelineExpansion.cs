using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions.Expressions;

namespace PipelineDeploy.Workflows.Definitions.Expansion;

/// <summary>One spreading out of a pipeline.</summary>
/// <param name="find">The pipeline of a name, or null.</param>
/// <param name="scope">What <c>inputs</c> and <c>settings</c> stand for; null when that is not known.</param>
sealed class PipelineExpansion(Func<string, PipelineDefinition?> find, JsonObject? scope)
{
    const int MostCharacters = 2_000_000;

    readonly List<StepDefinition> _steps = [];
    int _characters;

    /// <summary>The plain steps so far.</summary>
    public IReadOnlyList<StepDefinition> Steps => _steps;

    /// <summary>Spreads a pipeline's steps out and answers what each has become.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="frame">Where its steps are set in.</param>
    /// <param name="refuse">Takes the error of a step; null to let it through.</param>
    public Dictionary<string, SpreadStep> Spread(PipelineDefinition definition, ExpansionFrame frame, Action<StepDefinition, UserErrorException>? refuse = null)
    {
        var spread = new Dictionary<string, SpreadStep>();
        // Those that run at the end may read all others.
        foreach (var step in definition.Steps.OrderBy(step => step.RunsAlways))
        {
            try
            {
                spread[step.Id] = Spread(step, frame, spread);
            }
            catch (UserErrorException e) when (refuse is not null)
            {
                refuse(step, e);
                spread[step.Id] = new SpreadStep([], false, _ => new Expression.Literal(null));
            }
        }

        return spread;
    }

    SpreadStep Spread(StepDefinition step, ExpansionFrame frame, Dictionary<string, SpreadStep> spread)
    {
        var needs = NeedsOf(step, frame, spread);
        if (step.ForEach is null)
        {
            return SetIn(step, new StepCopy(frame.Prefix + step.Id), needs, frame, spread);
        }

        var items = ItemsOf(step, path => Meaning(path, null, frame, spread));
        var copies = items.Select((item, i) => SetIn(
            step, new StepCopy(FormattableString.Invariant($"{frame.Prefix}{step.Id}{PipelineExpander.Joint}{i}"), i, item), needs, frame, spread)).ToList();
        return new SpreadStep(
            copies.Count == 0 ? needs.Ids : [.. copies.SelectMany(copy => copy.Ends)],
            copies.Exists(copy => copy.IsSplit),
            output => new Expression.ListOf([.. copies.Select(copy => copy.Output(output))]));
    }

    static (IReadOnlyList<string> Ids, JoinPolicy Join) NeedsOf(StepDefinition step, ExpansionFrame frame, Dictionary<string, SpreadStep> spread)
    {
        if (step.Needs.Count == 0)
        {
            return step.RunsAlways ? ([], JoinPolicy.All) : (frame.Needs, frame.Join);
        }

        if (step.Join == JoinPolicy.Any && step.Needs.FirstOrDefault(need => spread[need].IsSplit) is { } split)
        {
            throw Refused($"'join: any' cannot tell when '{split}' is done, because the pipeline it uses ends in several steps", "Let that pipeline end in one step.");
        }

        return ([.. step.Needs.SelectMany(need => spread[need].Ends).Distinct()], step.Join);
    }

    SpreadStep SetIn(
        StepDefinition step, StepCopy copy, (IReadOnlyList<string> Ids, JoinPolicy Join) needs, ExpansionFrame frame, Dictionary<string, SpreadStep> spread)
    {
        Expression Mean(Expression.Path path) => Meaning(path, copy, frame, spread);
        var own = step.If is null ? null : Expression.Parse(step.If).Replace(Mean);
        var condition = frame.Guard is null ? own : own is null ? frame.Guard : new Expression.All([frame.Guard, own]);
        if (step.IsPipeline)
        {
            return SetInPipeline(step, Mean, new ExpansionFrame($"{copy.Id}{PipelineExpander.Joint}", null, condition, needs.Ids, needs.Join, frame.Chain));
        }

        var plain = step with
        {
            Id = copy.Id,
            Needs = needs.Ids,
            Join = needs.Join,
            With = (JsonObject)step.With.Replace(Mean)!,
            If = condition?.ToText(),
            ForEach = null,
        };
        Add(plain);
        return new SpreadStep([copy.Id], IsSplit: false, output => new Expression.Path(["steps", copy.Id, "output", output], 1));
    }

    SpreadStep SetInPipeline(StepDefinition step, Func<Expression.Path, Expression> mean, ExpansionFrame around)
    {
        var name = step.With["pipeline"]?.ToString() ?? "";
        if (around.Chain.Contains(name))
        {
            throw Refused($"pipelines use each other in a circle: {string.Join(" → ", around.Chain.Append(name))}");
        }

        if (around.Chain.Count > PipelineExpander.DeepestUse)
        {
            throw Refused(FormattableString.Invariant(
                $"pipelines use pipelines at most {PipelineExpander.DeepestUse} levels deep: {string.Join(" → ", around.Chain.Append(name))}"));
        }

        var used = find(name) ?? throw Refused($"there is no pipeline '{name}'", "Look at those there are: pdeploy pipelines list");
        var frame = around with { Inputs = UsedInputs.Of(used, step.With, mean), Chain = [.. around.Chain, name] };
        var spread = Spread(used, frame);
        var steps = used.Steps.Where(inner => !inner.RunsAlways).ToList();
        var ends = steps.Where(inner => !steps.Exists(other => other.Needs.Contains(inner.Id))).SelectMany(inner => spread[inner.Id].Ends).Distinct().ToList();
        return new SpreadStep(ends, ends.Count > 1, output => OutputOf(used, output, path => Meaning(path, null, frame, spread)));
    }

    static Expression OutputOf(PipelineDefinition used, string output, Func<Expression.Path, Expression> mean) =>
        used.Outputs?.GetValueOrDefault(output) is { } text && TextPiece.Cut(text) is [{ Expression: { } expression }]
            ? expression.Replace(mean)
            : throw Refused($"the pipeline '{used.Name}' has no output '{output}'");

    IReadOnlyList<Expression.Literal?> ItemsOf(StepDefinition step, Func<Expression.Path, Expression> mean)
    {
        var list = UsedInputs.ToExpression("foreach", step.ForEach).Replace(mean).Bounded();
        if (list.Paths.FirstOrDefault(path => path.Step is not null) is { } late)
        {
            throw Refused($"'foreach' must be known when the run is created, so it cannot read {late}", "Use a list, inputs.<name> or settings.<name>.");
        }

        if (scope is null && list.Paths.Any())
        {
            return [null];
        }

        var items = list.ValueIn(scope ?? []) switch
        {
            JsonArray array => array,
            JsonValue value when value.GetValueKind() == JsonValueKind.String => PipelineInput.ListOf(value.GetValue<string>()),
            null => [],
            var other => throw Refused($"'foreach' needs a list, not {other.ToJsonString()}"),
        };
        return items.Count <= PipelineExpander.MostSteps ? [.. items.Select(item => new Expression.Literal(item?.DeepClone()))] : throw TooMany();
    }

    // What a path of a written expression means in the run.
    static Expression Meaning(Expression.Path path, StepCopy? copy, ExpansionFrame frame, Dictionary<string, SpreadStep> spread) => path.Parts[0] switch
    {
        "item" when copy?.Item is { } item => item.At(path.Parts.Skip(1)),
        "index" when copy?.Index is { } index => new Expression.Literal(JsonValue.Create(index)),
        "inputs" when frame.Inputs is { } inputs => inputs.TryGetValue(path.Parts[1], out var given)
            ? given.At(path.Parts.Skip(2))
            : throw Refused($"there is no input '{path.Parts[1]}'"),
        "steps" => spread[path.Parts[1]].Output(path.Parts[3]).At(path.Parts.Skip(4)),
        _ => path,
    };

    void Add(StepDefinition step)
    {
        _characters += step.With.ToJsonString().Length + (step.If?.Length ?? 0);
        if (_steps.Count == PipelineExpander.MostSteps)
        {
            throw TooMany();
        }

        if (_characters > MostCharacters)
        {
            throw Refused("the pipeline is too large once its copies and used pipelines are spread out");
        }

        _steps.Add(step);
    }

    static UserErrorException TooMany() => Refused(FormattableString.Invariant(
        $"a pipeline has at most {PipelineExpander.MostSteps} steps, copies and the steps of used pipelines counted"));

    static UserErrorException Refused(string message, string? hint = null) => new("pipeline.notExpandable", message, hint);
}
