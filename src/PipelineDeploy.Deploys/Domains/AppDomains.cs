using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Domains;

/// <summary>The domains of apps. A change is with the router when the call returns.</summary>
public sealed class AppDomains(IDomainStore store, RouteChanges routes, IConfigVault vault, PublicAddress address, TimeProvider time)
{
    /// <summary>The domains of an app, by name.</summary>
    public Task<IReadOnlyList<Domain>> ListAsync(string app, CancellationToken cancellationToken) => store.ListAsync(app, cancellationToken);

    /// <summary>Adds domains, all of them or none; those the app has stay as they are.</summary>
    /// <exception cref="UserErrorException"><c>domain.nothing</c>, <c>app.badDomain</c>, <c>app.domainTaken</c>.</exception>
    public async Task AddAsync(string app, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        await store.AddAsync(app, DomainName.ParseAll(RequireSome(names)), cancellationToken);
        await routes.ApplyAsync(cancellationToken);
    }

    /// <summary>Makes these the only domains; none is possible, and nobody reaches the app then.</summary>
    /// <exception cref="UserErrorException"><c>app.badDomain</c>, <c>app.domainTaken</c>.</exception>
    public async Task ReplaceAsync(string app, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        await store.ReplaceAsync(app, DomainName.ParseAll(names), cancellationToken);
        await routes.ApplyAsync(cancellationToken);
    }

    /// <summary>Takes a domain away, and its certificate with it.</summary>
    /// <exception cref="UserErrorException"><c>domain.notFound</c>.</exception>
    public async Task RemoveAsync(string app, string name, CancellationToken cancellationToken)
    {
        if (!await store.RemoveAsync(app, DomainName.Parse(name), cancellationToken))
        {
            throw NotFound(app, name);
        }

        await routes.ApplyAsync(cancellationToken);
    }

    /// <summary>Keeps a certificate for domains of an app.</summary>
    /// <param name="app">The app.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="names">The domains; null for all of the app's that it covers.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>cert.noHttps</c>, <c>cert.otherName</c>, <c>domain.notFound</c>.</exception>
    public async Task SetCertificateAsync(string app, UploadedCertificate certificate, IReadOnlyList<string>? names, string actor, CancellationToken cancellationToken)
    {
        if (address.HttpsPort is null)
        {
            throw new UserErrorException(
                "cert.noHttps", "The router has no port for HTTPS, so nobody could see the certificate", "Give the server one: PIPELINEDEPLOY_ROUTER_BIND_HTTPS, e.g. 0.0.0.0:443 (docs/routing.md).");
        }

        var domains = names is null
            ? [.. (await store.ListAsync(app, cancellationToken)).Select(domain => domain.Name).Where(certificate.Covers)]
            : DomainName.ParseAll(RequireSome(names));
        var missed = domains.Count == 0 ? $"any domain of {app}" : domains.FirstOrDefault(domain => !certificate.Covers(domain));
        if (missed is not null)
        {
            throw new UserErrorException("cert.otherName", $"The certificate is not for {missed}; it is for {certificate.NamesToTell()}", "Upload the one for this domain, or name the domains it is for.");
        }

        var now = time.GetUtcNow();
        var kept = domains.ToDictionary(
            domain => domain, domain => new KeptCertificate(certificate.Chain, vault.SealKey(app, domain, certificate.Key), actor, now), StringComparer.Ordinal);
        if (!await store.SetCertificatesAsync(app, kept, cancellationToken))
        {
            throw NotFound(app, string.Join(" or ", domains));
        }

        await routes.ApplyAsync(cancellationToken);
    }

    /// <summary>Forgets the certificate of a domain; the domain is reached by HTTP only then.</summary>
    /// <exception cref="UserErrorException"><c>cert.notFound</c>.</exception>
    public async Task RemoveCertificateAsync(string app, string name, CancellationToken cancellationToken)
    {
        if (!await store.RemoveCertificateAsync(app, DomainName.Parse(name), cancellationToken))
        {
            throw NoCertificate(app, name);
        }

        await routes.ApplyAsync(cancellationToken);
    }

    /// <summary>Why browsers do not get a domain's certificate, or refuse it; null when all is well.</summary>
    public string? ObjectionTo(string app, Domain domain) => domain.Certificate is not { } kept ? null
        : vault.OpenKey(app, domain.Name, kept.SealedKey) is null ? "its private key cannot be read with the server's keys; upload it again"
        : CertificateFacts.Of(kept.Chain).ObjectionAt(time.GetUtcNow());

    static IReadOnlyList<string> RequireSome(IReadOnlyList<string> names) =>
        names.Count > 0 ? names : throw new UserErrorException("domain.nothing", "No domain is named", "Name at least one.");

    /// <summary>What is said of domains that an app does not have.</summary>
    public static UserErrorException NotFound(string app, string names) =>
        new("domain.notFound", $"{app} does not answer to {names}", $"See its domains with: pdeploy domains list -a {app}");

    /// <summary>What is said of a domain without a certificate.</summary>
    public static UserErrorException NoCertificate(string app, string name) =>
        new("cert.notFound", $"{name} of {app} has no certificate", $"See those there are with: pdeploy certs list -a {app}");
}
