namespace PipelineDeploy.Workflows.Steps;

/// <summary>All step kinds of this server, by name.</summary>
public sealed class StepCatalog(IEnumerable<IStepKind> kinds)
{
    /// <summary>The kinds by their names.</summary>
    public IReadOnlyDictionary<string, IStepKind> Kinds { get; } = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>The kind of that name.</summary>
    /// <exception cref="UserErrorException"><c>step.unknownKind</c>: a run holds a kind that this version does not know.</exception>
    public IStepKind this[string name] => Kinds.TryGetValue(name, out var kind)
        ? kind
        : throw new UserErrorException("step.unknownKind", $"This server knows no step kind '{name}'", "Upgrade the server or deploy with a current pipeline.");
}
