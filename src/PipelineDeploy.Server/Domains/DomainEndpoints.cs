using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Server.Apps;

namespace PipelineDeploy.Server.Domains;

/// <summary>The host names that an app answers to.</summary>
static class DomainEndpoints
{
    public static void MapDomains(this WebApplication app)
    {
        var domains = app.MapApp("/domains");
        domains.MapGet("/", ListAsync);
        domains.MapPost("/", AddAsync);
        domains.MapPut("/", ReplaceAsync);
        domains.MapDelete("/{domain}", RemoveAsync);
    }

    static async Task<IReadOnlyList<DomainView>> ListAsync(string app, DomainViews views, CancellationToken cancellationToken) =>
        await views.ListAsync(app, cancellationToken);

    static async Task<IReadOnlyList<DomainView>> AddAsync(
        string app, NameDomains wanted, AppDomains domains, DomainViews views, CancellationToken cancellationToken)
    {
        await domains.AddAsync(app, NamesOf(wanted.Domains), cancellationToken);
        return await views.ListAsync(app, cancellationToken);
    }

    static async Task<IReadOnlyList<DomainView>> ReplaceAsync(
        string app, NameDomains wanted, AppDomains domains, DomainViews views, CancellationToken cancellationToken)
    {
        await domains.ReplaceAsync(app, NamesOf(wanted.Domains), cancellationToken);
        return await views.ListAsync(app, cancellationToken);
    }

    static async Task<IReadOnlyList<DomainView>> RemoveAsync(
        string app, string domain, AppDomains domains, DomainViews views, CancellationToken cancellationToken)
    {
        await domains.RemoveAsync(app, domain, cancellationToken);
        return await views.ListAsync(app, cancellationToken);
    }

    // JSON's null gets into lists whatever their types say.
    internal static IReadOnlyList<string> NamesOf(IReadOnlyList<string> names) => [.. names.Select(name => name ?? "")];
}
