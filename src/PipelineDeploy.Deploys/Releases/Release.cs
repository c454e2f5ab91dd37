using PipelineDeploy.Deploys.Config;

namespace PipelineDeploy.Deploys.Releases;

/// <summary>A version of an app that can serve: an image with a number, and the config it is started with. It never changes.</summary>
/// <param name="App">The app.</param>
/// <param name="Number">1, 2, … within the app.</param>
/// <param name="RunId">The run that made it; null once that run is forgotten.</param>
/// <param name="Image">The image's id.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Release(string App, int Number, long? RunId, string Image, DateTimeOffset CreatedAt)
{
    /// <summary>Who started the run that made it; null when that is not known any more.</summary>
    public string? Actor { get; init; }

    /// <summary>Text of the CHECKS file that its image proves itself by; null without one.</summary>
    public string? Checks { get; init; }

    /// <summary>The healthchecks of its app.json, as JSON; null without any.</summary>
    public string? Healthchecks { get; init; }

    /// <summary>Its processes as <see cref="Deploys.Processes.Formation"/> writes them; null when there is only <c>web</c>, by the image's own command.</summary>
    public string? Processes { get; init; }

    /// <summary>The pipeline that built the image.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Which version of it.</summary>
    public int? PipelineVersion { get; init; }

    /// <summary>Id of the upload that the image was built from; null when there was none.</summary>
    public string? Source { get; init; }

    /// <summary>The commit that the image was built from; null when it is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>The release whose image it has; null when its own run built it.</summary>
    public ReleaseName? From { get; init; }

    /// <summary>What the compose file of its source says of its containers; null without one.</summary>
    public ReleaseFile? File { get; init; }
}

/// <summary>Which release of which app.</summary>
/// <param name="App">The app.</param>
/// <param name="Number">The release's number.</param>
public sealed record ReleaseName(string App, int Number);

/// <summary>What a run makes a release of.</summary>
/// <param name="Image">The image's id.</param>
/// <param name="Checks">Text of the app's CHECKS file; null without one.</param>
public sealed record ReleaseContent(string Image, string? Checks)
{
    /// <summary>The healthchecks of the app's app.json, as JSON; null without any.</summary>
    public string? Healthchecks { get; init; }

    /// <summary>Its processes as <see cref="Deploys.Processes.Formation"/> writes them; null when there is only <c>web</c>, by the image's own command.</summary>
    public string? Processes { get; init; }

    /// <summary>The commit that the image was built from; null when it is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>The release whose image it is, so that pipeline, source and commit are its too; null when the run built it.</summary>
    public ReleaseName? From { get; init; }

    /// <summary>What the compose file of its source says of its containers; null without one.</summary>
    public ReleaseFile? File { get; init; }
}

/// <summary>What a file of a release's source says of its containers, so that they can be started again without the source.</summary>
/// <param name="Settings">Settings by name; they stand above those of the app.</param>
/// <param name="Environment">Variables by name, sealed; the app's config stands above them.</param>
public sealed record ReleaseFile(IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The same for another app, whose variables are sealed as its own.</summary>
    public ReleaseFile For(string app, string other, IConfigVault vault) =>
        app == other ? this : this with { Environment = Environment.ToDictionary(pair => pair.Key, pair => vault.Seal(other, pair.Key, vault.Open(app, pair.Key, pair.Value))) };
}

/// <summary>A time in which a release served.</summary>
/// <param name="Release">Its number.</param>
/// <param name="Since">From then on.</param>
/// <param name="Until">To then; null while it serves.</param>
public sealed record ServedTime(int Release, DateTimeOffset Since, DateTimeOffset? Until);
