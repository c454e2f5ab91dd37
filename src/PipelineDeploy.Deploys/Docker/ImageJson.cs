using System.Globalization;

namespace PipelineDeploy.Deploys.Docker;

sealed record ImageJson(string Id, IReadOnlyList<string>? RepoTags, ImageConfigJson? Config, long Size)
{
    public ImageInfo ToInfo() => new(
        Id,
        RepoTags ?? [],
        [.. (Config?.ExposedPorts?.Keys ?? []).Select(PublishedPort.ReadTcp).OfType<int>().Order()],
        Config?.WorkingDir is { Length: > 0 } directory ? directory : "/",
        Size);
}

sealed record ListedImageJson(string Id, IReadOnlyList<string>? RepoTags, IReadOnlyDictionary<string, string>? Labels, long Size = 0)
{
    // What has lost its last name is listed with this in its place.
    const string Nameless = "<none>:<none>";

    public ListedImage ToListed() => new(Id, [.. (RepoTags ?? []).Where(tag => tag != Nameless)], Labels ?? new Dictionary<string, string>()) { SizeBytes = Size };
}

sealed record ImageConfigJson(IReadOnlyDictionary<string, EmptyJson?>? ExposedPorts, string? WorkingDir);

sealed record EmptyJson;

/// <summary>Docker's way to write a port, <c>5000/tcp</c>.</summary>
static class PublishedPort
{
    public static string WriteTcp(int port) => string.Create(CultureInfo.InvariantCulture, $"{port}/tcp");

    /// <returns>The number, or null when it is no TCP port.</returns>
    public static int? ReadTcp(string text)
    {
        var number = text.EndsWith("/tcp", StringComparison.Ordinal) ? text[..^4] : text;
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
    }
}
