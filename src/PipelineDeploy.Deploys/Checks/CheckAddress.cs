using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>The four ways to write what a check asks for: <c>/path</c>, <c>//host/path</c>, <c>http://host/path</c>, <c>https://host/path</c>.</summary>
sealed record CheckAddress(string Target, string Scheme, string Host, string PathAndQuery, bool HasFragment)
{
    const string Hint = "A check begins with /path, //host/path, http://host/path or https://host/path; a comment begins with #.";

    internal static CheckAddress Parse(string text, int line)
    {
        var shown = ChecksError.Show(text);
        if (Absolute(text) is not { } absolute)
            throw ChecksError.At(line, "badTarget", $"'{shown}' is neither a setting nor the address of a check", Hint);
        if (!Uri.TryCreate(absolute, UriKind.Absolute, out var uri) || HostNameOf(uri) is not { } name)
            throw ChecksError.At(line, "badTarget", $"'{shown}' is not a valid address", Hint);
        if (uri.UserInfo.Length > 0)
            throw ChecksError.At(
                line, "badTarget",
                "an address with a user name or password is not supported",
                "Leave out what stands before the @.");

        var host = uri.IsDefaultPort ? name : $"{name}:{uri.Port}";
        return new CheckAddress($"{uri.Scheme}://{host}{uri.PathAndQuery}", uri.Scheme, host, uri.PathAndQuery, uri.Fragment.Length > 0);
    }

    /// <summary>Whether a text is a host name, with a port or without, and nothing else.</summary>
    internal static bool IsHost(string text)
    {
        try
        {
            return text.Length is > 0 and <= 255 && !text.Contains('/', StringComparison.Ordinal) && Parse("//" + text, line: 0) is { PathAndQuery: "/", HasFragment: false };
        }
        catch (UserErrorException)
        {
            return false;
        }
    }

    /// <summary>The name as it stands in a Host header, in ASCII; null when it is none that a request could carry.</summary>
    internal static string? HostNameOf(Uri address)
    {
        if (address.HostNameType == UriHostNameType.IPv6) return address.Host;
        try
        {
            var name = address.IdnHost;
            var isPlain = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
            return isPlain && Uri.TryCreate($"http://{name}/", UriKind.Absolute, out _) ? name : null;
        }
        catch (UriFormatException)
        {
            // Uri accepts some names that its own conversion then refuses.
            return null;
        }
    }

    static string? Absolute(string text)
    {
        if (text.StartsWith("//", StringComparison.Ordinal)) return "http:" + text;
        if (text.StartsWith('/')) return "http://localhost" + text;
        var isWhole = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        return isWhole ? text : null;
    }
}
