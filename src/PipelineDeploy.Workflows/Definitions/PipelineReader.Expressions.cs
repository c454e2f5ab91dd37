using PipelineDeploy.Workflows.Definitions.Expressions;
using PipelineDeploy.Workflows.Steps;
using YamlDotNet.RepresentationModel;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>The expressions in a step's condition and inputs.</summary>
sealed partial class PipelineReader
{
    readonly List<Reference> _references = [];

    // Who reads: a step, or nobody in particular; whether it is copied for each item of a list; and what is wanted there.
    sealed record Reading(string? From, bool IsCopied, string Path, DataType Wanted = DataType.Any);

    // An expression reads a step's output. What is wanted is known where it is all that stands there.
    sealed record Reference(Reading By, Expression.Path Read, DataType Wanted, YamlNode Node, int Column);

    string? ReadIf(YamlMappingNode step, string id, string stepPath)
    {
        var path = $"{stepPath}.if";
        switch (Child(step, "if"))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { Length: > 0 } text } node:
                Read(node, path, () =>
                {
                    var condition = Expression.Parse(text);
                    Note(condition, 0, node, new Reading(id, Child(step, "foreach") is not null, path));
                    if (!condition.Paths.Any() && !condition.IsTrueIn([]))
                    {
                        Report(node, path, $"step '{id}' never runs: its condition is always false", isWarning: true);
                    }
                });
                return text;
            case var other:
                Report(other, path, "'if' is an expression, e.g. steps.switch.output.replaced");
                return null;
        }
    }

    void ReadExpressions(YamlNode node, Reading reading)
    {
        switch (node)
        {
            case YamlMappingNode map:
                foreach (var (key, value) in map.Children)
                {
                    ReadExpressions(value, reading with { Path = $"{reading.Path}.{key}", Wanted = DataType.Any });
                }

                break;
            case YamlSequenceNode list:
                for (var i = 0; i < list.Children.Count; i++)
                {
                    ReadExpressions(list.Children[i], reading with { Path = $"{reading.Path}[{i}]", Wanted = DataType.Any });
                }

                break;
            case YamlScalarNode { Value: { } text }:
                Read(node, reading.Path, () =>
                {
                    var pieces = TextPiece.Cut(text);
                    foreach (var piece in pieces)
                    {
                        Note(piece.Expression, piece.Offset, node, pieces.Count == 1 ? reading : reading with { Wanted = DataType.Any });
                    }
                });
                break;
        }
    }

    void Read(YamlNode node, string path, Action read)
    {
        try
        {
            read();
        }
        catch (ExpressionException e)
        {
            ReportIn(node, e.Column, path, e.Problem);
        }
    }

    void Note(Expression? expression, int offset, YamlNode node, Reading reading)
    {
        foreach (var path in expression?.Paths ?? [])
        {
            var wanted = expression is Expression.Path ? reading.Wanted : DataType.Any;
            if (path.Step is not null)
            {
                _references.Add(new Reference(reading, path, wanted, node, offset + path.Column));
            }
            else if (ProblemWith(path, wanted, reading) is { } problem)
            {
                ReportIn(node, offset + path.Column, reading.Path, problem);
            }
        }
    }

    string? ProblemWith(Expression.Path path, DataType wanted, Reading reading) => path.Parts switch
    {
        ["inputs", var name, ..] => _inputs.FirstOrDefault(input => input.Name == name) is { } input
            ? Mismatch(path, input.Type, wanted)
            : $"the pipeline declares no input '{name}'{(_inputs.Count == 0 ? "; name it under 'inputs'" : $"; known are {string.Join(", ", _inputs.Select(known => known.Name))}")}",
        ["settings", var name, ..] when vocabulary.Settings is { } settings && !settings.Contains(name) =>
            $"there is no setting '{name}'; known are {string.Join(", ", settings)}",
        ["item" or "index", ..] when !reading.IsCopied => $"'{path}' stands for nothing here: the step has no 'foreach'",
        _ => null,
    };

    // A text with commas serves as a list where the engine makes copies of a step, and nowhere else.
    static string? Mismatch(Expression.Path path, DataType type, DataType wanted) =>
        path.Parts.Count > 2 + (path.Step is null ? 0 : 2) || type.MayBe(wanted) ? null : $"{path} is {type.Phrase()}, where {wanted.Phrase()} is needed";

    void CheckReferences(List<StepDefinition> steps)
    {
        var before = steps.DistinctBy(step => step.Id).ToDictionary(step => step.Id, step => Before(step, steps));
        foreach (var reference in _references)
        {
            if (ProblemWith(reference, before) is { } problem)
            {
                ReportIn(reference.Node, reference.Column, reference.By.Path, problem);
            }
        }
    }

    string? ProblemWith(Reference reference, Dictionary<string, HashSet<string>> before)
    {
        var (step, output) = (reference.Read.Step!, reference.Read.Parts[3]);
        if (!_written.TryGetValue(step, out var written))
        {
            return $"there is no step '{step}'";
        }

        if (reference.By.From is { } from && before.TryGetValue(from, out var earlier) && !earlier.Contains(step))
        {
            return $"step '{from}' does not come after '{step}', so it cannot read its output; name it under 'needs'";
        }

        if (written.Outputs is not { } outputs)
        {
            return null;
        }

        return outputs.TryGetValue(output, out var type)
            ? Mismatch(reference.Read, type, reference.Wanted)
            : $"step '{step}' has no output '{output}'; {(outputs.Count == 0 ? "it has none" : $"known are {string.Join(", ", outputs.Keys)}")}";
    }

    // What a step may read: all that it needs on any way, and at the end of the run all that came before the end.
    static HashSet<string> Before(StepDefinition step, List<StepDefinition> steps)
    {
        var before = step.RunsAlways ? steps.Where(other => !other.RunsAlways).Select(other => other.Id).ToHashSet() : [];
        var open = new Queue<string>([step.Id]);
        while (open.TryDequeue(out var id))
        {
            foreach (var need in (steps.Find(other => other.Id == id)?.Needs ?? []).Where(before.Add))
            {
                open.Enqueue(need);
            }
        }

        return before;
    }
}
