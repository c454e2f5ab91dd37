using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Deploys.Releases;

namespace PipelineDeploy.Server.Domains;

/// <summary>The host names that an app answers to.</summary>
static class DomainEndpoints
{
    public static void MapDomains(this WebApplication app)
    {
        var domains = app.MapGroup("/api/v1/apps/{app}/domains");
        domains.MapGet("/", ListAsync);
        domains.MapPost("/", AddAsync);
        domains.MapPut("/", ReplaceAsync);
        domains.MapDelete("/{domain}", RemoveAsync);
    }

    static async Task<IReadOnlyList<DomainView>> ListAsync(string app, DeployStarter apps, DomainViews views, CancellationToken cancellationToken)
    {
        await apps.RequireAsync(app, cancellationToken);
        return await views.ListAsync(app, cancellationToken);
    }

    static async Task<IReadOnlyList<DomainView>> AddAsync(
        string app, NameDomains wanted, DeployStarter apps, AppDomains domains, DomainViews views, CancellationToken cancellationToken)
    {
        await apps.RequireAsync(app, cancellationToken);
        await domains.AddAsync(app, NamesOf(wanted.Domains), cancellationToken);
        return await views.ListAsync(app, cancellationToken);
    }

    static async Task<IReadOnlyList<DomainView>> ReplaceAsync(
        string app, NameDomains wanted, DeployStarter apps, AppDomains domains, DomainViews views, CancellationToken cancellationToken)
    {
        await apps.RequireAsync(app, cancellationToken);
        await domains.ReplaceAsync(app, NamesOf(wanted.Domains), cancellationToken);
        return await views.ListAsync(app, cancellationToken);
    }

    static async Task<IReadOnlyList<DomainView>> RemoveAsync(
        string app, string domain, DeployStarter apps, AppDomains domains, DomainViews views, CancellationToken cancellationToken)
    {
        await apps.RequireAsync(app, cancellationToken);
        await domains.RemoveAsync(app, domain, cancellationToken);
        return await views.ListAsync(app, cancellationToken);
    }

    // JSON's null gets into lists whatever their types say.
    internal static IReadOnlyList<string> NamesOf(IReadOnlyList<string> names) => [.. names.Select(name => name ?? "")];
}
