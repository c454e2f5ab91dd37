namespace PipelineDeploy.Deploys.Checks;

/// <summary>One request to the green container, and what its answer must contain.</summary>
/// <param name="Target">The whole address as people are shown it, e.g. <c>http://localhost/checks</c>.</param>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">The Host header, with a port when it is not the scheme's own; it never decides where the request goes.</param>
/// <param name="PathAndQuery">What is asked for, e.g. <c>/checks?full=1</c>.</param>
/// <param name="Expected">Text or pattern the body must contain; null when any 2xx answer will do.</param>
/// <param name="IsPattern"><see cref="Expected"/> is a regular expression (written <c>~ pattern</c>), not literal text.</param>
/// <param name="Line">Where it stands in CHECKS, from 1; 0 when it was made from something else.</param>
public sealed record Check(string Target, string Scheme, string Host, string PathAndQuery, string? Expected, bool IsPattern, int Line)
{
    /// <summary>The Host of a check that names none.</summary>
    public const string Localhost = "localhost";

    /// <summary>Only 200 will do, no other 2xx.</summary>
    public bool OnlyOk { get; init; }

    /// <summary>It is made as the router makes requests that came by HTTPS: with <c>X-Forwarded-Proto: https</c>.</summary>
    public bool IsForwardedHttps { get; init; }

    /// <summary>A plain request for a path of the container, as <c>healthCheckPath</c> makes it.</summary>
    public static Check ForPath(string path, string? expected = null)
    {
        var address = CheckAddress.Parse("/" + path.TrimStart('/'), line: 0);
        return new Check(address.Target, address.Scheme, address.Host, address.PathAndQuery, expected, IsPattern: false, Line: 0);
    }

    /// <summary>The same check with this Host, when it names none itself.</summary>
    public Check WithHost(string host)
    {
        if (Host != Localhost || host == Localhost) return this;

        var address = CheckAddress.Parse($"{Scheme}://{host}{PathAndQuery}", Line);
        return this with { Target = address.Target, Host = address.Host };
    }
}
