namespace PipelineDeploy.Deploys;

/// <summary>The server's own folder on disk. What is in it is needed while runs go on, never to know what is true.</summary>
/// <param name="Root">Its path.</param>
public sealed record DataFolder(string Root)
{
    /// <summary>Uploaded sources, one tar file each.</summary>
    public string Sources => Path.Combine(Root, "sources");

    /// <summary>Where sources are unpacked, one folder a run.</summary>
    public string Work => Path.Combine(Root, "work");

    /// <summary>Repositories that people push to, one folder an app.</summary>
    public string Repositories => Path.Combine(Root, "repositories");

    /// <summary>Folder that a run's source is unpacked into.</summary>
    public string WorkOf(long runId) => Path.Combine(Work, $"run-{runId}");
}
