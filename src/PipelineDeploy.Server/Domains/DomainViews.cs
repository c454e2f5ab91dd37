using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Server.Domains;

/// <summary>Makes what the API shows of domains.</summary>
sealed class DomainViews(AppDomains domains, RouteKeeper routes, PublicAddress address)
{
    public async Task<IReadOnlyList<DomainView>> ListAsync(string app, CancellationToken cancellationToken)
    {
        var route = await routes.ReadAsync(app, cancellationToken);
        return [.. (await domains.ListAsync(app, cancellationToken)).Select(domain => new DomainView(domain.Name, address.UrlOf(route, domain.Name), CertificateOf(app, domain)))];
    }

    CertificateView? CertificateOf(string app, Domain domain)
    {
        if (domain.Certificate is not { } kept)
        {
            return null;
        }

        var facts = CertificateFacts.Of(kept.Chain);
        return new CertificateView(
            domain.Name, facts.Subject, facts.Issuer, facts.NotBefore, facts.NotAfter, kept.SetBy, kept.SetAt, domains.ObjectionTo(app, domain));
    }
}
