using System.Globalization;
using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources.Git;

/// <summary>Where a repository is.</summary>
/// <param name="Text">As it was written, which is how git gets it.</param>
/// <param name="Scheme"><c>https</c>, <c>http</c> or <c>ssh</c>.</param>
/// <param name="Host">The host's name or address, lower case.</param>
/// <param name="Port">The port.</param>
public sealed partial record GitAddress(string Text, string Scheme, string Host, int Port)
{
    const int Longest = 1024;
    const string Hint = "Use https://host/path.git, ssh://git@host/path.git or git@host:path.git.";

    /// <summary>The host, with its port when that is not the usual one: what a sign-in is kept for.</summary>
    public string Place => Port == UsualPort(Scheme) ? Host : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>Whether git speaks ssh with it.</summary>
    public bool IsSsh => Scheme == "ssh";

    /// <summary>Reads an address: no files of the server, no helpers of git, no sign-in inside of it.</summary>
    /// <exception cref="UserErrorException"><c>git.badUrl</c> or <c>git.secretInUrl</c>.</exception>
    public static GitAddress Parse(string text)
    {
        // What is refused may hold a secret, so nothing of it is repeated behind the scheme.
        if (text.Length is 0 or > Longest || text.Any(sign => char.IsControl(sign) || char.IsWhiteSpace(sign) || sign is '\\' or '?' or '#' or '"' or '\'' or '`' or '<' or '>'))
        {
            throw Bad("is empty, too long, or has a sign that no address of a repository has");
        }

        var isShort = Short().Match(text) is { Success: true } found && !text.Contains("://", StringComparison.Ordinal);
        var match = isShort ? Short().Match(text) : Full().Match(text);
        if (!match.Success)
        {
            throw Bad("is none that can be cloned from");
        }

        var (scheme, user) = (isShort ? "ssh" : match.Groups["scheme"].Value, match.Groups["user"]);
        if (user.Success && (scheme != "ssh" || user.Value.Contains(':', StringComparison.Ordinal)))
        {
            throw new UserErrorException("git.secretInUrl", "The git address has a user or password in it, which would be shown in logs", "Leave it out, and keep the sign-in with: pdeploy git-access set <host> -a <app>");
        }

        var port = match.Groups["port"] is { Success: true, Value: var number } ? int.Parse(number, CultureInfo.InvariantCulture) : UsualPort(scheme);
        return port is > 0 and <= 65535 && Uri.CheckHostName(match.Groups["host"].Value.Trim('[', ']')) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
            ? new GitAddress(text, scheme, match.Groups["host"].Value.Trim('[', ']').ToLowerInvariant(), port)
            : throw Bad("names no host");
    }

    /// <summary>Reads the name of a host that a sign-in is kept for: <c>git.example.com</c>, with a port when it is not the usual one.</summary>
    /// <exception cref="UserErrorException"><c>git.badHost</c>.</exception>
    public static string ParsePlace(string text)
    {
        var place = text.Trim().ToLowerInvariant();
        return PlaceName().IsMatch(place)
            ? place
            : throw new UserErrorException("git.badHost", $"'{place[..Math.Min(80, place.Length)]}' is no host of repositories", "Use its name, e.g. git.example.com, with a port when it is not the usual one: git.example.com:8443.");
    }

    static int UsualPort(string scheme) => scheme switch { "https" => 443, "http" => 80, _ => 22 };

    static UserErrorException Bad(string what) => new("git.badUrl", $"The git address {what}", Hint);

    [GeneratedRegex(@"\A(?<scheme>https|http|ssh)://((?<user>[^@/]*)@)?(?<host>[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(:(?<port>[0-9]{1,5}))?/[^@]+\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Full();

    // As ssh and scp write it. What follows the colon is a path, so it begins with no '-' and no port.
    [GeneratedRegex(@"\A(?<user>[A-Za-z0-9_][A-Za-z0-9_.-]*)@(?<host>[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?):[A-Za-z0-9_~./][^:@]*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Short();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PlaceName();
}
