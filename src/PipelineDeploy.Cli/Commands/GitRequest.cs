using System.Text.RegularExpressions;

namespace PipelineDeploy.Cli.Commands;

/// <summary>What git asks of the other side of an SSH connection.</summary>
/// <param name="Service"><c>git-receive-pack</c> or <c>git-upload-pack</c>.</param>
/// <param name="App">The app whose repository is meant.</param>
sealed partial record GitRequest(string Service, string App)
{
    /// <summary>The service that a push asks for.</summary>
    public const string Push = "git-receive-pack";

    /// <summary>Reads it, from nothing but the exact form in which git asks.</summary>
    /// <exception cref="CliException">It is something else.</exception>
    public static GitRequest Parse(string? command) => command switch
    {
        null => throw new CliException(ExitCodes.Failed, "There is no shell here, only git.", "Push with: git push ssh://<user>@<host>/<app>.git main"),
        _ when Form().Match(command) is { Success: true } match => new GitRequest(match.Groups["service"].Value, match.Groups["app"].Value),
        _ => throw new CliException(ExitCodes.NotSignedIn, "Only git push and git fetch of an app are served here.", "Push with: git push ssh://<user>@<host>/<app>.git main"),
    };

    // git(1) quotes the path, and the name of an app holds nothing that could be quoted.
    [GeneratedRegex(@"\A(?<service>git-receive-pack|git-upload-pack) '/?(?<app>[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.git)?/?'\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
