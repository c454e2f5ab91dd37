using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>Where people and git hosts reach this server itself.</summary>
/// <param name="Url">Its address without a slash at the end; null when it was not told.</param>
public sealed record ServerAddress(string? Url)
{
    /// <summary>The environment variable that tells it.</summary>
    public const string Variable = "PIPELINEDEPLOY_URL";

    /// <summary>Reads it.</summary>
    /// <exception cref="UserErrorException"><c>server.badUrl</c>.</exception>
    public static ServerAddress Parse(string? text) =>
        string.IsNullOrEmpty(text) ? new ServerAddress(Url: null)
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { UserInfo: "", Query: "", Fragment: "" }
            ? new ServerAddress(address.AbsoluteUri.TrimEnd('/'))
            : throw new UserErrorException("server.badUrl", $"{Variable} is '{text}', which is no address of this server", "Use e.g. https://deploy.example.com.");

    /// <summary>The address of one of its pages; null when its own is not known.</summary>
    public string? Of(string path) => Url is null ? null : Url + path;
}
