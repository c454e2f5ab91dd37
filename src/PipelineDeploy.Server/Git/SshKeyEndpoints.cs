using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Postgres.Repositories;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Git;

/// <summary>The keys that people push with over SSH, and git for those whom an sshd has let in by one.</summary>
static class SshKeyEndpoints
{
    public static void MapSshKeys(this WebApplication app)
    {
        var keys = app.MapGroup("/api/v1/ssh-keys");
        keys.MapGet("/", ListAsync).RequireAuthorization(SignIn.SignedIn).Operation("listSshKeys");
        keys.MapPost("/", AddAsync).RequireAuthorization(SignIn.SignedIn).Produces<SshKeyView>(201)
            .Operation("addSshKey", "ssh.badKey", "ssh.privateKey", "ssh.badName", "ssh.noToken", "ssh.keyExists");
        keys.MapDelete("/{id:long}", RemoveAsync).RequireAuthorization(SignIn.SignedIn).Operation("deleteSshKey");
        keys.MapGet("/{id:long}/{service}/{app}", ServeAsync).RequireAuthorization(SignIn.Administrators).ExcludeFromDescription()
            .WithMetadata(new ChangesSomething(values => values["service"] is GitEndpoints.Receive));
    }

    /// <summary>The keys that you push with; all of them for administrators.</summary>
    internal static async Task<SshKeyPage> ListAsync(long? after, int? limit, ClaimsPrincipal user, SshKeyStore keys, CancellationToken cancellationToken)
    {
        var most = PageSize.Of(limit);
        var page = await keys.ListPageAsync(OnlyOf(user), after, most, cancellationToken);
        return new SshKeyPage([.. page.Select(ViewOf)], page.Count == most ? page[^1].Id : null);
    }

    /// <summary>Adds a key to push with.</summary>
    internal static async Task<IResult> AddAsync(AddSshKey wanted, ClaimsPrincipal user, SshKeyStore keys, AuditNotes audit, CancellationToken cancellationToken)
    {
        var key = SshPublicKey.Parse(wanted.Key);
        var name = wanted.Name is { Length: > 0 } given ? given : key.Comment ?? "key";
        if (!SshPublicKey.IsName(name))
        {
            throw new UserErrorException("ssh.badName", "That is no name for a key", "Use up to 100 letters, digits and the signs @ . _ + -, e.g. ann@laptop.");
        }

        var token = user.Caller().TokenId ?? throw new UserErrorException("ssh.noToken", "A key belongs to a token, and you have signed in without one", "Add it with: pdeploy ssh-keys add");
        audit.Say("sshKey", $"{name} {key.Fingerprint}");
        return await keys.AddAsync(name, key, token, cancellationToken) is { } added
            ? Results.Created($"/api/v1/ssh-keys/{added.Id}", ViewOf(added))
            : throw new UserErrorException("ssh.keyExists", $"The key {key.Fingerprint} is there already", "See: pdeploy ssh-keys list");
    }

    /// <summary>Takes a key away.</summary>
    internal static async Task<SshKeyView> RemoveAsync(long id, ClaimsPrincipal user, SshKeyStore keys, AuditNotes audit, CancellationToken cancellationToken)
    {
        var key = await keys.RemoveAsync(id, OnlyOf(user), cancellationToken) ?? throw Unknown(id);
        audit.Say("sshKey", $"{key.Name} {key.Fingerprint}");
        return ViewOf(key);
    }

    // An sshd has proven who this is, and only an administrator may say so for it.
    static async Task<IResult> ServeAsync(
        long id, string service, string app, string? from, HttpContext context, SshKeyStore keys, TokenStore tokens, IAuthorizationService rights, GitServing serving, AuditNotes audit,
        CancellationToken cancellationToken)
    {
        if (service is not (GitEndpoints.Receive or GitEndpoints.Upload) || context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            throw new UserErrorException("git.badService", "Only git-receive-pack and git-upload-pack are served here, to a connection that is handed over", "Use: pdeploy git-shell");
        }

        var key = await keys.UseAsync(id, cancellationToken) ?? throw Unknown(id);
        var owner = await tokens.FindByIdAsync(key.TokenId, cancellationToken) ?? throw Unknown(id);
        (audit.Actor, audit.Token, audit.Address) = (owner.Name, owner.TokenName, IPAddress.TryParse(from, out var address) ? address.ToString() : null);
        audit.Say("sshKey", key.Name);
        // The caller is sshd's helper; what may be done is the owner's, as over HTTP.
        var pusher = new ClaimsPrincipal(new CallerIdentity(owner, GitSignIn.Scheme));
        if (!(await rights.AuthorizeAsync(pusher, context, GitServices.Policy)).Succeeded)
        {
            throw new UserErrorException("ssh.notAllowed", $"The owner of this key may not push to {app}", "Ask an administrator.");
        }

        await serving.ServeAsync(
            new Push(app, pusher) { Notes = audit },
            async (repository, environment) =>
            {
                await using var stream = await upgrade.UpgradeAsync();
                await GitService.RunAsync([service["git-".Length..], repository.Folder], environment, stream, output => GitService.CopyAsync(output, stream));
            },
            cancellationToken);
        return Results.Empty;
    }

    static UserErrorException Unknown(long id) => new("ssh.unknownKey", $"There is no SSH key {id}", "See: pdeploy ssh-keys list");

    static KeyHolder? OnlyOf(ClaimsPrincipal user) =>
        user.Rights().Everywhere == Role.Admin ? null : new KeyHolder(user.Caller().TokenId, user.Caller().UserId);

    static SshKeyView ViewOf(SshKey key) => new(key.Id, key.Name, key.Fingerprint, key.PublicKey, key.Owner, key.AddedAt, key.LastUsedAt, key.User);
}
