using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>The name of an image: <c>shop</c>, <c>registry.example.com:5000/team/shop:v3</c>, <c>shop@sha256:…</c>, or an image's id.</summary>
/// <param name="Text">As it was given, with <c>:latest</c> when it names neither tag nor digest.</param>
/// <param name="IsId">Whether it is an id, which no registry knows.</param>
public sealed partial record ImageReference(string Text, bool IsId)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="UserErrorException"><c>image.badReference</c>.</exception>
    public static ImageReference Parse(string text) =>
        Id().IsMatch(text) ? new ImageReference(text, IsId: true)
        : text.Length <= 512 && Name().Match(text) is { Success: true } name
            ? new ImageReference(name.Groups["tag"].Success || name.Groups["digest"].Success ? text : text + ":latest", IsId: false)
            : throw new UserErrorException("image.badReference", $"'{text}' is not the name of an image", "Use e.g. registry.example.com/team/shop:v3, with small letters, or an id (sha256:…).");

    [GeneratedRegex(@"\Asha256:[0-9a-f]{64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    // The grammar of distribution/reference.
    [GeneratedRegex(
        @"\A([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(?<tag>:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?<digest>@sha256:[0-9a-f]{64})?\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
