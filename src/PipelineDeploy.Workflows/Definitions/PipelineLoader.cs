using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PipelineDeploy.Workflows.Steps;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>Reads a pipeline from YAML (or JSON, which is YAML too) and reports everything that is wrong with it at once.</summary>
public static partial class PipelineLoader
{
    /// <summary>Reads a pipeline.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="kinds">The step kinds that may be used, by name.</param>
    /// <exception cref="FieldErrorsException"><c>pipeline.invalid</c>, with every problem and its line and column.</exception>
    public static PipelineDefinition Load(string yaml, IReadOnlyDictionary<string, IStepKind> kinds) => Load(yaml, new PipelineVocabulary(kinds));

    /// <summary>Reads a pipeline.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="vocabulary">What it may name.</param>
    /// <exception cref="FieldErrorsException"><c>pipeline.invalid</c>, with every problem and its line and column.</exception>
    public static PipelineDefinition Load(string yaml, PipelineVocabulary vocabulary)
    {
        var (definition, all) = Read(yaml, vocabulary);
        var problems = all.Where(problem => !problem.IsWarning).ToList();
        return problems.Count == 0 && definition is not null ? definition : throw Refusal(problems);
    }

    /// <summary>Reads a pipeline and answers what is wrong with it; the definition is null when nothing could be read.</summary>
    public static (PipelineDefinition? Definition, IReadOnlyList<PipelineProblem> Problems) Read(
        string yaml, IReadOnlyDictionary<string, IStepKind> kinds) => Read(yaml, new PipelineVocabulary(kinds));

    /// <summary>Reads a pipeline and answers what is wrong with it; the definition is null when nothing could be read.</summary>
    public static (PipelineDefinition? Definition, IReadOnlyList<PipelineProblem> Problems) Read(string yaml, PipelineVocabulary vocabulary)
    {
        try
        {
            if (YamlGuard.Refuse(yaml) is { } refused)
            {
                return (null, [refused]);
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? new PipelineReader(vocabulary).Read(root)
                : (null, [new PipelineProblem(1, 1, "", "a pipeline is one YAML map with 'name' and 'steps'")]);
        }
        catch (ArgumentException)
        {
            // YamlDotNet's own way to say that an escape is half of a surrogate pair, or that it has lost its way; it does not say where.
            return (null, [new PipelineProblem(1, 1, "", "this cannot be read as YAML; an escape such as \\ud800 is only half of a character")]);
        }
        catch (YamlException e)
        {
            return (null, [new PipelineProblem(e.Start.Line, e.Start.Column, "", e.InnerException?.Message ?? e.Message)]);
        }
    }

    /// <summary>What a pipeline that has been published says of itself; null when it says nothing or cannot be read.</summary>
    public static string? DescriptionOf(string yaml) => Read(yaml, new Dictionary<string, IStepKind>()).Definition?.Description;

    static FieldErrorsException Refusal(List<PipelineProblem> problems) => new(
        new UserError(
            "pipeline.invalid",
            $"The pipeline has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}: {string.Join("; ", problems)}",
            "Correct the lines named and load it again."),
        problems.GroupBy(problem => problem.Path).ToDictionary(
            field => field.Key,
            IReadOnlyList<string> (field) => [.. field.Select(problem => $"line {problem.Line}, column {problem.Column}: {problem.Message}")]));

    /// <summary>Turns a YAML node into the JSON it stands for: plain <c>true</c>, <c>false</c>, <c>null</c> and numbers are typed, quoted text is text.</summary>
    internal static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(
            pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value ?? "", ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => PlainScalar(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    static JsonNode? PlainScalar(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when !Number().IsMatch(text) => JsonValue.Create(text),
        _ when long.TryParse(text, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    // As JSON writes numbers: 007, 80,443 and 5- are texts.
    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
