using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>Where the container engine listens and how it is spoken to.</summary>
/// <param name="Address">The address as people write it, e.g. <c>unix:///var/run/docker.sock</c>; it is part of every message.</param>
/// <param name="SocketPath">The unix socket, or null for TCP.</param>
/// <param name="Host">Host name or IP address; empty for a unix socket.</param>
/// <param name="Port">TCP port; 0 for a unix socket.</param>
/// <param name="IsTls">Whether TLS is spoken; the server's certificate is always verified.</param>
/// <param name="CertificateFolder">Folder of <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c>; null trusts the system's authorities.</param>
public sealed record DockerEndpoint(string Address, string? SocketPath, string Host, int Port, bool IsTls, string? CertificateFolder)
{
    /// <summary>Where Docker listens when nobody says otherwise.</summary>
    public const string DefaultAddress = "unix:///var/run/docker.sock";

    // sun_path holds 108 bytes with its closing zero (unix(7)).
    const int LongestSocketPath = 107;

    /// <summary>Reads <c>DOCKER_HOST</c>, <c>DOCKER_TLS_VERIFY</c> and <c>DOCKER_CERT_PATH</c> of this process.</summary>
    /// <exception cref="UserErrorException">A value is not usable.</exception>
    public static DockerEndpoint FromEnvironment() => From(Environment.GetEnvironmentVariable);

    /// <summary>Reads the same variables from anywhere.</summary>
    /// <exception cref="UserErrorException">A value is not usable.</exception>
    public static DockerEndpoint From(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        // As the docker command reads it: any value but the empty one switches verification on, even "0".
        var verify = !string.IsNullOrEmpty(variable("DOCKER_TLS_VERIFY"));
        var folder = variable("DOCKER_CERT_PATH");
        if (string.IsNullOrEmpty(folder) && verify && variable("HOME") is { Length: > 0 } home)
            folder = Path.Combine(home, ".docker");
        return Parse(variable("DOCKER_HOST"), verify, folder);
    }

    /// <summary>Understands an address; an empty one is <see cref="DefaultAddress"/>.</summary>
    /// <param name="address"><c>unix:///path</c>, <c>tcp://host:port</c>, <c>http://host:port</c> or <c>https://host:port</c>.</param>
    /// <param name="isTls">Whether <c>tcp://</c> means TLS.</param>
    /// <param name="certificateFolder">Folder of the PEM files; used with TLS only.</param>
    /// <exception cref="UserErrorException">The address is not usable.</exception>
    public static DockerEndpoint Parse(string? address, bool isTls = false, string? certificateFolder = null)
    {
        var text = string.IsNullOrWhiteSpace(address) ? DefaultAddress : address.Trim();
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end < 0)
            throw Bad(text, "it has no scheme");
        return text[..end].ToLowerInvariant() switch
        {
            "unix" => Unix(text, text[(end + 3)..]),
            "tcp" => Tcp(text, text[end..], isTls, certificateFolder),
            "http" => Tcp(text, text[end..], isTls: false, certificateFolder: null),
            "https" => Tcp(text, text[end..], isTls: true, certificateFolder),
            "ssh" or "npipe" or "fd" => throw Bad(text, $"{text[..end]}:// is not supported"),
            _ => throw Bad(text, $"'{text[..end]}' is not a known scheme"),
        };
    }

    static DockerEndpoint Unix(string text, string path)
    {
        if (!path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal))
            throw Bad(text, "the path of the socket must begin with /");
        if (System.Text.Encoding.UTF8.GetByteCount(path) > LongestSocketPath)
            throw Bad(text, $"the path of a socket has at most {LongestSocketPath} bytes");
        return new(text, path, "", 0, IsTls: false, CertificateFolder: null);
    }

    static DockerEndpoint Tcp(string text, string authority, bool isTls, string? certificateFolder)
    {
        // Under a scheme without a default port, a port that nobody wrote is visible as such.
        if (!Uri.TryCreate("tcp" + authority, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw Bad(text, "it names no host, or no valid port");
        if (uri.UserInfo.Length > 0 || uri.PathAndQuery is not ("" or "/") || uri.Fragment.Length > 0)
            throw Bad(text, "only a host and a port can be given");
        var port = uri.Port > 0 ? uri.Port : isTls ? 2376 : 2375;
        var folder = isTls && !string.IsNullOrEmpty(certificateFolder) ? certificateFolder : null;
        return new(text, SocketPath: null, uri.DnsSafeHost, port, isTls, folder);
    }

    static UserErrorException Bad(string address, string reason) => new(
        "docker.badHost",
        $"DOCKER_HOST '{address}' is not usable: {reason}.",
        "Use unix:///path/to/docker.sock, tcp://host:port (with DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH for TLS) or https://host:port.");
}
