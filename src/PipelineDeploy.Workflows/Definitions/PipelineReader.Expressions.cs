using PipelineDeploy.Workflows.Definitions.Expressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>The expressions in a step's condition and inputs.</summary>
sealed partial class PipelineReader
{
    readonly List<Reference> _references = [];

    // A step's expression reads another step's output.
    sealed record Reference(string From, string To, YamlNode Node, int Column, string Path);

    string? ReadIf(YamlMappingNode step, string id, string stepPath)
    {
        var path = $"{stepPath}.if";
        switch (Child(step, "if"))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { Length: > 0 } text } node:
                Read(node, path, () => Note(Expression.Parse(text), 0, node, id, path));
                return text;
            case var other:
                Report(other, path, "'if' is an expression, e.g. steps.switch.output.replaced");
                return null;
        }
    }

    void ReadExpressions(YamlNode node, string id, string path)
    {
        switch (node)
        {
            case YamlMappingNode map:
                foreach (var (key, value) in map.Children)
                {
                    ReadExpressions(value, id, $"{path}.{key}");
                }

                break;
            case YamlSequenceNode list:
                for (var i = 0; i < list.Children.Count; i++)
                {
                    ReadExpressions(list.Children[i], id, $"{path}[{i}]");
                }

                break;
            case YamlScalarNode { Value: { } text }:
                Read(node, path, () =>
                {
                    foreach (var piece in TextPiece.Cut(text))
                    {
                        Note(piece.Expression, piece.Offset, node, id, path);
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

    void Note(Expression? expression, int offset, YamlNode node, string id, string path) => _references.AddRange(
        (expression?.Paths ?? []).Where(read => read.Step is not null).Select(read => new Reference(id, read.Step!, node, offset + read.Column, path)));

    void CheckReferences(List<StepDefinition> steps)
    {
        foreach (var reference in _references)
        {
            if (!_ids.ContainsKey(reference.To))
            {
                ReportIn(reference.Node, reference.Column, reference.Path, $"there is no step '{reference.To}'");
            }
            else if (!ComesAfter(reference.From, reference.To, steps))
            {
                ReportIn(
                    reference.Node, reference.Column, reference.Path,
                    $"step '{reference.From}' does not come after '{reference.To}', so it cannot read its output; name it under 'needs'");
            }
        }
    }

    static bool ComesAfter(string step, string earlier, List<StepDefinition> steps)
    {
        if (steps.Exists(s => s.Id == step && s.RunsAlways) && steps.Exists(s => s.Id == earlier && !s.RunsAlways))
        {
            return true;
        }

        var seen = new HashSet<string>();
        var open = new Queue<string>([step]);
        while (open.TryDequeue(out var id))
        {
            foreach (var need in (steps.Find(s => s.Id == id)?.Needs ?? []).Where(seen.Add))
            {
                open.Enqueue(need);
            }
        }

        return seen.Contains(earlier);
    }

    // Columns inside a text of one line are those of the file; of longer ones only the beginning is known.
    void ReportIn(YamlNode node, int column, string path, string message)
    {
        var quote = node is YamlScalarNode { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } ? 1 : 0;
        var shift = node.Start.Line == node.End.Line ? quote + column - 1 : 0;
        _problems.Add(new PipelineProblem(node.Start.Line, node.Start.Column + shift, path, message));
    }
}
