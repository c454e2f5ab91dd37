using System.Net;

namespace PipelineDeploy.Cli.Connecting;

/// <summary>Which server, as whom, for which app.</summary>
/// <param name="Server">The server's address, without a trailing slash.</param>
/// <param name="Token">Signs in; null when nobody has signed in.</param>
/// <param name="App">The app that is meant when none is named.</param>
sealed record Connection(Uri Server, string? Token, string? App)
{
    const string DefaultServer = "http://127.0.0.1:7070";

    /// <summary>Flag, then <c>PDEPLOY_*</c>, then the folder's file, then the user's: the first that says something wins.</summary>
    /// <remarks>
    /// A token that <c>login</c> stored goes to the server it was stored for and to no other: a folder that somebody else
    /// wrote may name a server, and must not be able to collect tokens that way.
    /// </remarks>
    public static Connection Resolve(ConnectionFlags flags, CliEnvironment environment, FolderFile folder, UserFile user, Func<string, string> readToken)
    {
        var server = ParseServer(flags.Server ?? environment["PDEPLOY_SERVER"] ?? folder.Server ?? user.Server ?? DefaultServer);
        var token = flags.TokenFile is { } flagged ? readToken(flagged)
            : environment["PDEPLOY_TOKEN"]
            ?? (environment["PDEPLOY_TOKEN_FILE"] is { } file ? readToken(file) : user.TokenFor(server));
        return new Connection(server, token?.Trim(), flags.App ?? environment["PDEPLOY_APP"] ?? folder.App);
    }

    /// <summary>Reads an address; without a scheme it is https, and http on this machine.</summary>
    public static Uri ParseServer(string text)
    {
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"{(IsHere(text) ? "http" : "https")}://{text}";
        return Uri.TryCreate(whole, UriKind.Absolute, out var server)
            && server is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }
                ? new Uri(server.ToString().TrimEnd('/'))
                : throw CliException.Usage($"'{text}' is not the address of a server.", "Write it like https://deploy.example.com");
    }

    static bool IsHere(string text)
    {
        var host = text.Split('/')[0];
        host = host.StartsWith('[') ? host.Split(']')[0].TrimStart('[') : host.Split(':')[0];
        return host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }
}

/// <summary>What the command line says about the connection.</summary>
/// <param name="Server">The value of <c>--server</c>.</param>
/// <param name="TokenFile">The value of <c>--token-file</c>.</param>
/// <param name="App">The value of <c>--app</c>.</param>
sealed record ConnectionFlags(string? Server = null, string? TokenFile = null, string? App = null);
