namespace PipelineDeploy.Contracts;

/// <summary>Domains, certificates and maintenance of apps.</summary>
public sealed partial class PipelineDeployClient
{
    /// <summary>An app's domains.</summary>
    public Task<IReadOnlyList<DomainView>> ListDomainsAsync(string app, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}/domains", WireJson.Default.IReadOnlyListDomainView, body: null, cancellationToken);

    /// <summary>Adds domains, all of them or none.</summary>
    /// <returns>All domains of the app.</returns>
    public Task<IReadOnlyList<DomainView>> AddDomainsAsync(string app, NameDomains domains, CancellationToken cancellationToken = default) => transport.AskAsync(
        HttpMethod.Post, $"apps/{Part(app)}/domains", WireJson.Default.IReadOnlyListDomainView, Body(domains, WireJson.Default.NameDomains), cancellationToken);

    /// <summary>Makes these the only domains of an app.</summary>
    public Task<IReadOnlyList<DomainView>> SetDomainsAsync(string app, NameDomains domains, CancellationToken cancellationToken = default) => transport.AskAsync(
        HttpMethod.Put, $"apps/{Part(app)}/domains", WireJson.Default.IReadOnlyListDomainView, Body(domains, WireJson.Default.NameDomains), cancellationToken);

    /// <summary>Takes a domain away, and its certificate with it.</summary>
    public Task<IReadOnlyList<DomainView>> RemoveDomainAsync(string app, string domain, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Delete, $"apps/{Part(app)}/domains/{Part(domain)}", WireJson.Default.IReadOnlyListDomainView, body: null, cancellationToken);

    /// <summary>The certificates of an app's domains, without their keys.</summary>
    public Task<IReadOnlyList<CertificateView>> ListCertificatesAsync(string app, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}/certificates", WireJson.Default.IReadOnlyListCertificateView, body: null, cancellationToken);

    /// <summary>Uploads a certificate in place of what its domains had.</summary>
    public Task<IReadOnlyList<CertificateView>> SetCertificateAsync(string app, SetCertificate certificate, CancellationToken cancellationToken = default) => transport.AskAsync(
        HttpMethod.Put, $"apps/{Part(app)}/certificates", WireJson.Default.IReadOnlyListCertificateView, Body(certificate, WireJson.Default.SetCertificate), cancellationToken);

    /// <summary>Forgets the certificate of a domain.</summary>
    public Task<IReadOnlyList<CertificateView>> RemoveCertificateAsync(string app, string domain, CancellationToken cancellationToken = default) => transport.AskAsync(
        HttpMethod.Delete, $"apps/{Part(app)}/certificates/{Part(domain)}", WireJson.Default.IReadOnlyListCertificateView, body: null, cancellationToken);

    /// <summary>Whether an app's visitors are told to come back later.</summary>
    public Task<MaintenanceView> GetMaintenanceAsync(string app, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}/maintenance", WireJson.Default.MaintenanceView, body: null, cancellationToken);

    /// <summary>Tells an app's visitors to come back later.</summary>
    public Task<MaintenanceView> BeginMaintenanceAsync(string app, BeginMaintenance maintenance, CancellationToken cancellationToken = default) => transport.AskAsync(
        HttpMethod.Put, $"apps/{Part(app)}/maintenance", WireJson.Default.MaintenanceView, Body(maintenance, WireJson.Default.BeginMaintenance), cancellationToken);

    /// <summary>Gives the app back to its visitors.</summary>
    public Task<MaintenanceView> EndMaintenanceAsync(string app, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Delete, $"apps/{Part(app)}/maintenance", WireJson.Default.MaintenanceView, body: null, cancellationToken);
}
