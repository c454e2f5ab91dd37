using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Logs;

namespace PipelineDeploy.Deploys.Sources.Git;

/// <summary>Tells from what git says why a repository cannot be fetched.</summary>
static class GitTrouble
{
    /// <summary>What to tell people.</summary>
    /// <param name="app">The app.</param>
    /// <param name="address">The repository.</param>
    /// <param name="reference">What of it was wanted.</param>
    /// <param name="credential">The sign-in that was used; null for none.</param>
    /// <param name="talk">What git wrote.</param>
    public static UserErrorException Of(string app, GitAddress address, string reference, OpenedCredential? credential, string talk)
    {
        var (code, message, hint) = talk switch
        {
            _ when Has("couldn't find remote ref", "not our ref", "unadvertised object", "no such remote ref") =>
                ("git.unknownRef", $"{address.Text} has no '{reference}'", "Use a branch, a tag, or all 40 digits of a commit that the repository has."),
            _ when Has("Host key verification failed", "host key is known") =>
                ("git.hostKey", $"{address.Place} has another host key than those that were given for it, or one of another kind", $"Compare with: ssh-keyscan {address.Place}; then set the access again with the right known_hosts."),
            _ when Has("error: 401", "error: 403", "Authentication failed", "could not read Username", "could not read Password", "Permission denied", "terminal prompts disabled", "no such identity") =>
                credential is null
                    ? ("git.authNeeded", $"{address.Text} asks for a sign-in, and {app} has none for {address.Place}", $"Give it one: pdeploy git-access set {address.Place} -a {app} < token, or with a deploy key: --key deploy-key --known-hosts known_hosts")
                    : ("git.authRefused", $"{address.Place} does not accept the {(credential.Credential.Kind == GitCredentialKind.Key ? "deploy key" : "token")} of {app}", $"It may have expired or lack the right to read this repository. Set another: pdeploy git-access set {address.Place} -a {app}"),
            _ when Has("error: 404", "not found", "does not appear to be a git repository", "does not exist") =>
                ("git.notFound", $"There is no repository at {address.Text}, or it is hidden from those who are not signed in", $"Look at the address; for a private one: pdeploy git-access set {address.Place} -a {app}"),
            _ when Has("error: 301", "error: 302", "error: 307", "error: 308", "redirect") =>
                ("git.redirected", $"{address.Text} leads to another address, which is not followed", "Use the address that it leads to."),
            _ when Has("Could not resolve", "Failed to connect", "Connection refused", "Connection timed out", "Connection reset", "Couldn't connect", "No route to host", "Operation timed out", "SSL", "certificate") =>
                ("git.unreachable", $"{address.Place} cannot be reached: {LastLine()}", "Look at the address, and whether this server gets there."),
            _ => ("git.failed", $"{address.Text} cannot be fetched: {LastLine()}", "Look at the address and the ref."),
        };
        return new UserErrorException(code, message, hint);

        bool Has(params string[] words) => words.Any(word => talk.Contains(word, StringComparison.OrdinalIgnoreCase));

        string LastLine()
        {
            var lines = talk.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var line = lines.LastOrDefault(line => line.StartsWith("fatal:", StringComparison.Ordinal) || line.StartsWith("error:", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "git did not say why";
            var shown = new string([.. line.Where(sign => !char.IsControl(sign)).Take(300)]);
            return credential is null ? SecretMask.None.Mask(shown) : new SecretMask([credential.Secret]).Mask(shown);
        }
    }
}
