namespace PipelineDeploy.Deploys.OneOffs;

/// <summary>A command that is run once, in a container of its own.</summary>
/// <param name="Image">The image.</param>
/// <param name="Command">The command's words.</param>
/// <param name="Environment">What it finds in its environment.</param>
/// <param name="Timeout">Longest time from its start; then it is killed.</param>
/// <param name="What">What people call it, e.g. <c>the migration</c>.</param>
/// <param name="Code">What its error codes begin with, e.g. <c>migrate</c>.</param>
public sealed record OneOff(
    string Image, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment, TimeSpan Timeout, string What, string Code)
{
    /// <summary>Whether it stands in place of the image's <c>ENTRYPOINT</c>, too.</summary>
    public bool IsEntrypoint { get; init; }

    /// <summary>A tar that is unpacked at <c>/</c> of the container before it is started; null for none.</summary>
    public byte[]? Files { get; init; }

    /// <summary>What to do when it cannot be started.</summary>
    public string StartHint { get; init; } = "The command must be in the image; without a shell no words of a shell are understood.";

    /// <summary>What to do when it has failed.</summary>
    public string EndHint { get; init; } = "Look at what it wrote.";
}
