using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.Idempotency;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Server.Runs;

namespace PipelineDeploy.Server.Webhooks;

/// <summary>An app's webhooks.</summary>
static class WebhookEndpoints
{
    public static void MapHooks(this WebApplication app)
    {
        var hooks = app.MapApp("/webhooks");
        hooks.MapGet("/", ListAsync).RequireAuthorization(SignIn.Viewers).Operation("listWebhooks");
        hooks.MapPost("/", CreateAsync).Produces<WebhookView>(201).RequireAuthorization(SignIn.Administrators)
            .Operation("createWebhook", "webhook.badHost", "webhook.badSecret", "webhook.badPattern", "git.badUrl", "git.secretInUrl");
        hooks.MapGet("/{hook}", ShowAsync).RequireAuthorization(SignIn.Viewers).Tag("refused", "refusedAt", "refusedReason").Operation("getWebhook");
        hooks.MapPatch("/{hook}", ChangeAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch()
            .Operation("changeWebhook", "webhook.badToken", "webhook.noStatus", "webhook.badPattern", "git.badUrl", "git.secretInUrl");
        hooks.MapDelete("/{hook}", RemoveAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch().Operation("deleteWebhook");
        hooks.MapPost("/{hook}/test", TestAsync).RequireAuthorization(SignIn.Deployers).WithMetadata(new KeepsOwnKeys())
            .Operation("testWebhook");
    }

    /// <summary>An app's webhooks.</summary>
    internal static async Task<IReadOnlyList<WebhookView>> ListAsync(string app, HttpRequest request, IWebhookStore hooks, WebhookViews views, CancellationToken cancellationToken) =>
        [.. (await hooks.ListAsync(app, cancellationToken)).Select(kept => views.Of(kept, request))];

    /// <summary>Makes an address for a git host, whose secret is shown this once.</summary>
    internal static async Task<IResult> CreateAsync(
        string app, CreateWebhook wanted, HttpRequest request, ClaimsPrincipal user, AppWebhooks hooks, WebhookViews views, AuditNotes audit, CancellationToken cancellationToken)
    {
        var filter = WebhookFilter.Create(wanted.Repository, wanted.Branches, wanted.Tags, wanted.Paths, wanted.Releases);
        var (kept, secret) = await hooks.CreateAsync(app, WebhookHosts.Parse(wanted.Host), filter, wanted.Secret, user.Identity!.Name!, cancellationToken);
        audit.Compare(null, views.Of(kept, request), WireJson.Default.WebhookView);
        return Results.Created($"/api/v1/apps/{app}/webhooks/{kept.Webhook.Id}", views.Of(kept, request, secret));
    }

    /// <summary>A webhook.</summary>
    internal static async Task<WebhookView> ShowAsync(string app, string hook, HttpRequest request, AppWebhooks hooks, WebhookViews views, CancellationToken cancellationToken) =>
        views.Of(await hooks.RequireAsync(app, hook, cancellationToken), request);

    /// <summary>Changes a webhook.</summary>
    internal static async Task<WebhookView> ChangeAsync(
        string app, string hook, ChangeWebhook wanted, HttpRequest request, AppWebhooks hooks, WebhookViews views, AuditNotes audit, CancellationToken cancellationToken)
    {
        var kept = await hooks.RequireAsync(app, hook, cancellationToken);
        var before = kept.Webhook.Filter;
        var filter = WebhookFilter.Create(
            wanted.Repository ?? before.Repository, wanted.Branches ?? before.Branches, wanted.Tags ?? before.Tags, wanted.Paths ?? before.Paths, wanted.Releases ?? before.Releases);
        var after = views.Of(await hooks.ChangeAsync(kept, filter, wanted.Enabled, wanted.StatusToken, cancellationToken), request);
        audit.Compare(views.Of(kept, request), after, WireJson.Default.WebhookView);
        if (wanted.StatusToken is { } token)
        {
            audit.Say("statusToken", token.Length > 0 ? "set" : "removed");
        }

        return after;
    }

    /// <summary>Takes a webhook away.</summary>
    internal static async Task<WebhookView> RemoveAsync(
        string app, string hook, HttpRequest request, AppWebhooks hooks, IWebhookStore store, WebhookViews views, AuditNotes audit, CancellationToken cancellationToken)
    {
        var removed = views.Of(await hooks.RequireAsync(app, hook, cancellationToken), request);
        audit.Compare(removed, null, WireJson.Default.WebhookView);
        return await store.RemoveAsync(app, hook, cancellationToken) ? removed : throw WebhookErrors.NotFound(app);
    }

    /// <summary>Tries, without deploying anything, whether a push would.</summary>
    internal static async Task<DeliveryView> TestAsync(string app, string hook, HttpRequest request, AppWebhooks hooks, WebhookTest test, CancellationToken cancellationToken) => WebhookViews.Of(
        await test.RunAsync(await hooks.RequireAsync(app, hook, cancellationToken), KeyOf(request, app, "test"), cancellationToken), null);

    /// <summary>What makes repeated requests one delivery; one of its own without an <c>Idempotency-Key</c>.</summary>
    internal static string KeyOf(HttpRequest request, string app, string what) => DeployEndpoints.KeyOf(request, app, what) ?? $"{what}:{Guid.CreateVersion7():n}";
}
