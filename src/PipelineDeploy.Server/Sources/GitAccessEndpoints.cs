using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Sources;

/// <summary>How apps sign in to hosts of git repositories; their secrets go in and never come out.</summary>
static class GitAccessEndpoints
{
    public static void MapGitAccess(this WebApplication app)
    {
        var access = app.MapApp("/git-access");
        access.MapGet("/", ListAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("listGitAccess");
        access.MapGet("/{host}", ShowAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("getGitAccess", "git.badHost", "git.noAccess");
        access.MapPut("/{host}", SetAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch(missing: "git.noAccess")
            .Operation("setGitAccess", "git.badHost", "git.badSecret", "git.noKnownHosts");
        access.MapDelete("/{host}", RemoveAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch()
            .Operation("deleteGitAccess", "git.badHost", "git.noAccess");
    }

    /// <summary>The hosts that an app signs in to.</summary>
    internal static async Task<IReadOnlyList<GitAccessView>> ListAsync(string app, GitAccess access, CancellationToken cancellationToken) =>
        [.. (await access.ListAsync(app, cancellationToken)).Select(ViewOf)];

    /// <summary>An app's sign-in to a host of git repositories.</summary>
    internal static async Task<GitAccessView> ShowAsync(string app, string host, GitAccess access, CancellationToken cancellationToken) =>
        ViewOf(await access.RequireAsync(app, host, cancellationToken));

    /// <summary>Gives an app a sign-in to a host of git repositories.</summary>
    internal static async Task<GitAccessView> SetAsync(
        string app, string host, SetGitAccess wanted, GitAccess access, ClaimsPrincipal user, AuditNotes audit, CancellationToken cancellationToken)
    {
        var before = await FindAsync(app, host, access, cancellationToken);
        var after = ViewOf(wanted switch
        {
            { Token: { Length: > 0 } token, Key: null, KnownHosts: null } => await access.SetTokenAsync(app, host, wanted.User, token, user.Identity!.Name!, cancellationToken),
            { Token: null, User: null, Key: { Length: > 0 } key } => await access.SetKeyAsync(app, host, key, wanted.KnownHosts, user.Identity!.Name!, cancellationToken),
            _ => throw new UserErrorException("git.badSecret", "A sign-in is a 'token', with a 'user' or without, or a 'key' with 'knownHosts'", "Give one of the two."),
        });
        audit.Compare(before, after, WireJson.Default.GitAccessView);
        return after;
    }

    /// <summary>Takes a sign-in away.</summary>
    internal static async Task<IReadOnlyList<GitAccessView>> RemoveAsync(string app, string host, GitAccess access, AuditNotes audit, CancellationToken cancellationToken)
    {
        audit.Compare(await FindAsync(app, host, access, cancellationToken), null, WireJson.Default.GitAccessView);
        await access.RemoveAsync(app, host, cancellationToken);
        return [.. (await access.ListAsync(app, cancellationToken)).Select(ViewOf)];
    }

    static async Task<GitAccessView?> FindAsync(string app, string host, GitAccess access, CancellationToken cancellationToken) =>
        (await access.ListAsync(app, cancellationToken)).FirstOrDefault(credential => credential.Host.Equals(host, StringComparison.OrdinalIgnoreCase)) is { } found ? ViewOf(found) : null;

    static GitAccessView ViewOf(GitCredential credential) => new(
        credential.Host, credential.Kind == GitCredentialKind.Key ? "key" : "token", credential.Kind == GitCredentialKind.Key ? null : credential.User, credential.SetBy, credential.SetAt);
}
