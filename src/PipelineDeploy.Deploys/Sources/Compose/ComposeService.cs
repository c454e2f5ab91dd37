namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>One service of a compose file, as far as it means something here.</summary>
/// <param name="File">Name of the compose file.</param>
/// <param name="Name">The service's name.</param>
public sealed record ComposeService(string File, string Name)
{
    /// <summary>How its image is built; null when it takes one that is built already.</summary>
    public ComposeBuild? Build { get; init; }

    /// <summary>The image it takes when it is not built.</summary>
    public string? Image { get; init; }

    /// <summary>What it says of its containers, by the settings' own names, in their normal form.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What its <c>environment</c> holds.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The files that hold more of it; <see cref="Environment"/> stands above them, and the last above the first.</summary>
    public IReadOnlyList<ComposeEnvFile> EnvFiles { get; init; } = [];

    /// <summary>What is not taken over, each with its place.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>How the image of a service is built.</summary>
/// <param name="Context">Folder of the source; empty for the source itself.</param>
/// <param name="Dockerfile">Path of the Dockerfile in it.</param>
/// <param name="Target">The stage that is built; null for the last.</param>
/// <param name="Arguments">Build arguments.</param>
public sealed record ComposeBuild(string Context, string Dockerfile, string? Target, IReadOnlyDictionary<string, string> Arguments);

/// <summary>A file of variables for a service's containers.</summary>
/// <param name="Path">Its path in the source.</param>
/// <param name="Line">The line that names it.</param>
/// <param name="IsRequired">Whether it must be there.</param>
public sealed record ComposeEnvFile(string Path, int Line, bool IsRequired);
