using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;

namespace PipelineDeploy.Server.Domains;

/// <summary>What an app's domains show over HTTPS. Private keys come in and never go out.</summary>
static class CertificateEndpoints
{
    public static void MapCertificates(this WebApplication app)
    {
        var certificates = app.MapApp("/certificates");
        certificates.MapGet("/", ListAsync).RequireAuthorization(SignIn.Viewers).Operation("listCertificates");
        certificates.MapPut("/", SetAsync).RequireAuthorization(SignIn.Administrators)
            .Operation(
                "setCertificate", "cert.badChain", "cert.badKey", "cert.keyMismatch", "cert.expired", "cert.tooWeak", "cert.otherName",
                "cert.noHttps", "domain.notFound");
        certificates.MapDelete("/{domain}", RemoveAsync).RequireAuthorization(SignIn.Administrators).Operation("deleteCertificate");
    }

    /// <summary>The certificates of an app's domains.</summary>
    internal static async Task<IReadOnlyList<CertificateView>> ListAsync(string app, DomainViews views, CancellationToken cancellationToken) =>
        await CertificatesAsync(app, views, cancellationToken);

    /// <summary>Uploads a certificate for domains of an app.</summary>
    internal static async Task<IReadOnlyList<CertificateView>> SetAsync(
        string app, SetCertificate uploaded, AppDomains domains, DomainViews views, ClaimsPrincipal user, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var certificate = UploadedCertificate.Read(uploaded.Chain ?? "", uploaded.Key ?? "", time.GetUtcNow());
        var names = uploaded.Domains is null ? null : DomainEndpoints.NamesOf(uploaded.Domains);
        await domains.SetCertificateAsync(app, certificate, names, user.Identity!.Name!, cancellationToken);
        return await CertificatesAsync(app, views, cancellationToken);
    }

    /// <summary>Takes a domain's certificate away.</summary>
    internal static async Task<IReadOnlyList<CertificateView>> RemoveAsync(
        string app, string domain, AppDomains domains, DomainViews views, CancellationToken cancellationToken)
    {
        await domains.RemoveCertificateAsync(app, domain, cancellationToken);
        return await CertificatesAsync(app, views, cancellationToken);
    }

    static async Task<IReadOnlyList<CertificateView>> CertificatesAsync(string app, DomainViews views, CancellationToken cancellationToken) =>
        [.. (await views.ListAsync(app, cancellationToken)).Select(domain => domain.Certificate).OfType<CertificateView>()];
}
