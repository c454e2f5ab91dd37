using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Domains;

/// <summary>The host names that an app answers to.</summary>
static class DomainEndpoints
{
    public static void MapDomains(this WebApplication app)
    {
        var domains = app.MapApp("/domains");
        domains.MapGet("/", ListAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("listDomains");
        domains.MapGet("/{domain}", ShowAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("getDomain");
        domains.MapPost("/", AddAsync).RequireAuthorization(SignIn.Administrators)
            .Operation("addDomains", "app.badDomain", "app.domainTaken", "domain.nothing");
        domains.MapPut("/", ReplaceAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch()
            .Operation("replaceDomains", "app.badDomain", "app.domainTaken", "domain.nothing");
        domains.MapDelete("/{domain}", RemoveAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch()
            .Operation("deleteDomain", "domain.nothing");
    }

    /// <summary>The domains of an app.</summary>
    internal static async Task<IReadOnlyList<DomainView>> ListAsync(string app, DomainViews views, CancellationToken cancellationToken) =>
        await views.ListAsync(app, cancellationToken);

    /// <summary>A domain of an app, and its certificate.</summary>
    internal static async Task<DomainView> ShowAsync(string app, string domain, DomainViews views, CancellationToken cancellationToken) =>
        (await views.ListAsync(app, cancellationToken)).FirstOrDefault(view => view.Name == DomainName.Parse(domain)) ?? throw AppDomains.NotFound(app, domain);

    /// <summary>Adds domains.</summary>
    internal static async Task<IReadOnlyList<DomainView>> AddAsync(
        string app, NameDomains wanted, ClaimsPrincipal user, AppDomains domains, DomainViews views, AuditNotes audit, CancellationToken cancellationToken)
    {
        var before = await views.ListAsync(app, cancellationToken);
        await TakeAsync(user, () => domains.AddAsync(app, NamesOf(wanted.Domains), cancellationToken));
        return Noted(audit, before, await views.ListAsync(app, cancellationToken));
    }

    /// <summary>Names all domains of an app anew.</summary>
    internal static async Task<IReadOnlyList<DomainView>> ReplaceAsync(
        string app, NameDomains wanted, ClaimsPrincipal user, AppDomains domains, DomainViews views, AuditNotes audit, CancellationToken cancellationToken)
    {
        var before = await views.ListAsync(app, cancellationToken);
        await TakeAsync(user, () => domains.ReplaceAsync(app, NamesOf(wanted.Domains), cancellationToken));
        return Noted(audit, before, await views.ListAsync(app, cancellationToken));
    }

    /// <summary>Takes a domain away.</summary>
    internal static async Task<IReadOnlyList<DomainView>> RemoveAsync(
        string app, string domain, AppDomains domains, DomainViews views, AuditNotes audit, CancellationToken cancellationToken)
    {
        var before = await views.ListAsync(app, cancellationToken);
        await domains.RemoveAsync(app, domain, cancellationToken);
        return Noted(audit, before, await views.ListAsync(app, cancellationToken));
    }

    static IReadOnlyList<DomainView> Noted(AuditNotes audit, IReadOnlyList<DomainView> before, IReadOnlyList<DomainView> after)
    {
        audit.Change("domains", before.Select(domain => domain.Name), after.Select(domain => domain.Name));
        return after;
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
