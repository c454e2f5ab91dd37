using System.Security.Cryptography;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;

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

        var facts = FactsOf(domain.Name, kept.Chain);
        return new CertificateView(
            domain.Name, facts.Subject, facts.Issuer, facts.NotBefore, facts.NotAfter, kept.SetBy, kept.SetAt, domains.ObjectionTo(app, domain));
    }

    static CertificateFacts FactsOf(string domain, string chain)
    {
        try
        {
            return CertificateFacts.Of(chain);
        }
        catch (CryptographicException)
        {
            throw new UserErrorException(
                "cert.unreadable", $"The certificate of {domain} cannot be read: 'chain' of its row in 'certificates' is none", $"Set it anew, or take the row away: delete from certificates where domain = '{domain}'");
        }
    }
}
