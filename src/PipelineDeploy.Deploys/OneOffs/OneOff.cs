namespace PipelineDeploy.Deploys.OneOffs;

/// <summary>A command that is run once, in a container of its own.</summary>
/// <param name="Image">The image.</param>
/// <param name="Command">The command's words.</param>
/// <param name="Environment">What it finds in its environment.</param>
/// <param name="Timeout">Longest time from its start; then it is killed.</param>
/// <param name="What">What people call it, e.g. <c>the migration</c>.</param>
/// <param name="Code">What its error codes begin with, e.g. <c>migrate</c>.</param>
public sealed record OneOff(
    string Image, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment, TimeSpan Timeout, string What, string Code);
