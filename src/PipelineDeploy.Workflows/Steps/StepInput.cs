using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Steps;

/// <summary>One input of a step kind.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means, with its unit.</param>
/// <param name="Type">What may stand there; anything when not said.</param>
/// <param name="IsRequired">Whether the step fails without it.</param>
/// <param name="Default">What holds without it; null for nothing, or for what the description says.</param>
/// <param name="Allowed">The only texts it may be; null for any.</param>
/// <param name="Least">The least number it may be.</param>
/// <param name="Most">The largest number it may be.</param>
public sealed record StepInput(
    string Name,
    string Description,
    DataType Type = DataType.Any,
    bool IsRequired = false,
    string? Default = null,
    IReadOnlyList<string>? Allowed = null,
    int? Least = null,
    int? Most = null)
{
    /// <summary>What is wrong with a value; null when nothing is, or when it holds an expression and is not known yet.</summary>
    public string? ProblemWith(JsonNode? value)
    {
        if (DataTypes.HoldsExpression(value))
        {
            return null;
        }

        if (DataTypes.IsAbsent(value))
        {
            return IsRequired ? $"'{Name}' is missing: {Description}" : null;
        }

        if (!Type.Admits(value))
        {
            return $"'{Name}' must be {Type.Phrase()}, not {value!.ToJsonString(DataTypes.Plain)}";
        }

        return Allowed is not null && !Allowed.Contains(value!.ToString())
            ? $"'{Name}' is one of {string.Join(", ", Allowed)}, not {value!.ToJsonString(DataTypes.Plain)}"
            : IsOutside(value!) ? $"'{Name}' must be {Range()}, not {value}" : null;
    }

    bool IsOutside(JsonNode value) => DataTypes.Number(value) is { } number && (number < Least || number > Most);

    string Range() => (Least, Most) switch
    {
        ({ } least, { } most) => FormattableString.Invariant($"from {least} to {most}"),
        ({ } least, _) => FormattableString.Invariant($"at least {least}"),
        _ => FormattableString.Invariant($"at most {Most}"),
    };
}

/// <summary>One thing that a step of a kind makes for later steps: <c>steps.&lt;id&gt;.output.&lt;name&gt;</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is.</param>
/// <param name="Type">Of which type it is.</param>
public sealed record StepOutput(string Name, string Description, DataType Type);
