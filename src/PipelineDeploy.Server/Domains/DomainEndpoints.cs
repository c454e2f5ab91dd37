using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Domains;

/// <summary>The host names that an app answers to.</summary>
static class DomainEndpoints
{
    public static void MapDomains(this WebApplication app)
    {
        var domains = app.MapApp("/domains");
        domains.MapGet("/", ListAsync).RequireAuthorization(SignIn.Viewers).Operation("listDomains");
        domains.MapPost("/", AddAsync).RequireAuthorization(SignIn.Administrators)
            .Operation("addDomains", "app.badDomain", "app.domainTaken", "domain.nothing");
        domains.MapPut("/", ReplaceAsync).RequireAuthorization(SignIn.Administrators)
            .Operation("replaceDomains", "app.badDomain", "app.domainTaken", "domain.nothing");
        domains.MapDelete("/{domain}", RemoveAsync).RequireAuthorization(SignIn.Administrators)
            .Operation("deleteDomain", "domain.nothing");
    }

    /// <summary>The domains of an app.</summary>
    internal static async Task<IReadOnlyList<DomainView>> ListAsync(string app, DomainViews views, CancellationToken cancellationToken) =>
        await views.ListAsync(app, cancellationToken);

    /// <summary>Adds domains.</summary>
    internal static async Task<IReadOnlyList<DomainView>> AddAsync(
        string app, NameDomains wanted, ClaimsPrincipal user, AppDomains domains, DomainViews views, AuditNotes audit, CancellationToken cancellationToken)
    {
        audit.Name("domains", NamesOf(wanted.Domains));
        await TakeAsync(user, () => domains.AddAsync(app, NamesOf(wanted.Domains), cancellationToken));
        return await views.ListAsync(app, cancellationToken);
    }

    /// <summary>Names all domains of an app anew.</summary>
    internal static async Task<IReadOnlyList<DomainView>> ReplaceAsync(
        string app, NameDomains wanted, ClaimsPrincipal user, AppDomains domains, DomainViews views, AuditNotes audit, CancellationToken cancellationToken)
    {
        audit.Name("domains", NamesOf(wanted.Domains));
        await TakeAsync(user, () => domains.ReplaceAsync(app, NamesOf(wanted.Domains), cancellationToken));
        return await views.ListAsync(app, cancellationToken);
    }

    /// <summary>Takes a domain away.</summary>
    internal static async Task<IReadOnlyList<DomainView>> RemoveAsync(
        string app, string domain, AppDomains domains, DomainViews views, CancellationToken cancellationToken)
    {
        await domains.RemoveAsync(app, domain, cancellationToken);
        return await views.ListAsync(app, cancellationToken);
    }

    // Whoever may not see the other app does not learn its name here either.
    static async Task TakeAsync(ClaimsPrincipal user, Func<Task> take)
    {
        try
        {
            await take();
        }
        catch (UserErrorException e) when (e.Error.Code == "app.domainTaken" && user.Rights().Everywhere is null)
        {
            throw new UserErrorException("app.domainTaken", "Another app answers to one of these domains already", "A domain belongs to one app. Ask an administrator of all apps.");
        }
    }

    // JSON's null gets into lists whatever their types say.
    internal static IReadOnlyList<string> NamesOf(IReadOnlyList<string> names) => [.. names.Select(name => name ?? "")];
}
