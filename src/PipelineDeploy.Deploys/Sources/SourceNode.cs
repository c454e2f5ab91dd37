namespace PipelineDeploy.Deploys.Sources;

/// <summary>A value of a YAML file, with the line it stands in.</summary>
abstract record SourceNode(int Line)
{
    /// <summary>How many values it is made of, each use of an anchor counted.</summary>
    public abstract long Weight { get; }

    /// <summary>A text; null for nothing.</summary>
    public sealed record Text(int Line, string? Value) : SourceNode(Line)
    {
        /// <inheritdoc />
        public override long Weight => 1;
    }

    /// <summary>A list.</summary>
    public sealed record List(int Line, IReadOnlyList<SourceNode> Items) : SourceNode(Line)
    {
        /// <inheritdoc />
        public override long Weight { get; } = 1 + Items.Sum(item => item.Weight);
    }

    /// <summary>A map, in the order of the file.</summary>
    public sealed record Map(int Line, IReadOnlyList<SourceEntry> Entries) : SourceNode(Line)
    {
        /// <inheritdoc />
        public override long Weight { get; } = 1 + Entries.Sum(entry => entry.Value.Weight);

        /// <summary>The value of a key; null when it is not there or has none.</summary>
        public SourceNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key)?.Value is { } value and not Text { Value: null } ? value : null;
    }
}

/// <summary>A key of a map with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Line">The line that the key stands in.</param>
/// <param name="Value">The value.</param>
sealed record SourceEntry(string Key, int Line, SourceNode Value);
