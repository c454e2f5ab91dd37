using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.Deploys.Repositories;

/// <summary>One ref that a push creates, moves or deletes.</summary>
/// <param name="Old">The object it stood at; zeros for none.</param>
/// <param name="New">The object it is to stand at; zeros for none.</param>
/// <param name="Name">Its full name.</param>
public sealed record PushedRef(string Old, string New, string Name)
{
    /// <summary>Whether nothing of that name was there.</summary>
    public bool IsCreation => IsNothing(Old);

    /// <summary>Whether nothing of that name is to be left.</summary>
    public bool IsDeletion => IsNothing(New);

    /// <summary>The name of the branch; null when it is none.</summary>
    public string? Branch => GitRef.BranchOf(Name);

    /// <summary>The name of the tag; null when it is none.</summary>
    public string? Tag => GitRef.TagOf(Name);

    /// <summary>Reads a line that git hands to a pre-receive hook; null when it is none.</summary>
    /// <remarks>githooks(5), pre-receive: old object, blank, new object, blank, name.</remarks>
    public static PushedRef? Parse(string line) =>
        line.Split(' ', 3) is [var old, var wanted, { Length: > 0 } name] && IsObject(old) && IsObject(wanted) && old.Length == wanted.Length
            ? new PushedRef(old, wanted, name)
            : null;

    // SHA-1 or SHA-256.
    static bool IsObject(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Whether an id is the zeros that stand for no object.</summary>
    internal static bool IsNothing(string id) => id.All(digit => digit == '0');
}
