using System.Text.RegularExpressions;

namespace PipelineDeploy.Cli.Starting;

/// <summary>The text of a new <c>.pipelinedeploy.yaml</c>, with comments that say what was found.</summary>
static partial class FolderFileText
{
    const int LongestApp = 63;

    /// <summary>Writes it.</summary>
    /// <param name="app">The app.</param>
    /// <param name="server">The server, when somebody named it.</param>
    /// <param name="scan">What the folder tells.</param>
    public static string Of(string app, string? server, ProjectScan scan) =>
        $"""
        # What `pdeploy` in this folder is about. Flags and PDEPLOY_* variables stand above it. Commit it: there is no secret in it.

        # The app that is meant when -a names none.
        app: {app}

        # The server; without this line the one of the last `pdeploy login`.
        {(server is null ? "# server: https://deploy.example.com" : $"server: {server}")}

        # How the app is built and run is kept by the server and told by `pdeploy settings list`. What was found here:
        {string.Join('\n', Found(scan).Select(line => $"#   {line}"))}

        """;

    /// <summary>What was found, a line each.</summary>
    public static IEnumerable<string> Found(ProjectScan scan)
    {
        yield return scan.Dockerfile is { } dockerfile ? $"dockerfile  {dockerfile}"
            : scan.ComposeFile is { } compose ? $"dockerfile  none; {compose} can be deployed service by service (setting composeService, or pdeploy swap)"
            : "dockerfile  none: a deploy of this folder needs one";
        yield return scan.Port is { } port ? $"port        {port}, by {scan.PortFrom}" : "port        nothing says; 5000, handed to the app as PORT";
        yield return $"checks      {scan.Checks ?? "none: a new version must stay running for 10 s; a CHECKS file asks more of it"}";
        if (scan.Processes.Count > 0)
        {
            yield return $"processes   {string.Join(", ", scan.Processes)}, by Procfile";
        }
    }

    /// <summary>The commands that come next.</summary>
    public static IEnumerable<string> Next(string app, ProjectScan scan)
    {
        yield return $"pdeploy apps create {app}";
        var settings = new[]
        {
            scan.Dockerfile is { } dockerfile and not "Dockerfile" ? $"dockerfile={dockerfile}" : null,
            scan is { Port: { } port, IsPortDeclared: false } ? $"port={port}" : null,
        }.OfType<string>().ToList();
        if (settings.Count > 0)
        {
            yield return $"pdeploy settings set {string.Join(' ', settings)}";
        }

        yield return "pdeploy deploy";
    }

    /// <summary>A name for the app that the folder's name makes; null when it makes none.</summary>
    public static string? NameOf(string folder)
    {
        var name = NotOfApps().Replace(new DirectoryInfo(folder).Name.ToLowerInvariant(), "-").Trim('-');
        return name.Length == 0 ? null : name.Length <= LongestApp ? name : name[..LongestApp].TrimEnd('-');
    }

    /// <summary>Whether an app may have this name.</summary>
    public static bool IsName(string app) => Name().IsMatch(app);

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex NotOfApps();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
