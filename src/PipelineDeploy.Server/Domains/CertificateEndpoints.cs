using System.Globalization;
using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.OpenApi;

namespace PipelineDeploy.Server.Domains;

/// <summary>What an app's domains show over HTTPS. Private keys come in and never go out.</summary>
static class CertificateEndpoints
{
    public static void MapCertificates(this WebApplication app)
    {
        var certificates = app.MapApp("/certificates");
        certificates.MapGet("/", ListAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("listCertificates");
        certificates.MapGet("/{domain}", ShowAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("getCertificate");
        certificates.MapPut("/", SetAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch()
            .Operation(
                "setCertificate", "cert.badChain", "cert.badKey", "cert.keyMismatch", "cert.expired", "cert.tooWeak", "cert.otherName",
                "cert.noHttps", "domain.notFound");
        certificates.MapDelete("/{domain}", RemoveAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch().Operation("deleteCertificate");
    }

    /// <summary>The certificates of an app's domains.</summary>
    internal static async Task<IReadOnlyList<CertificateView>> ListAsync(string app, DomainViews views, CancellationToken cancellationToken) =>
        await CertificatesAsync(app, views, cancellationToken);

    /// <summary>A domain's certificate.</summary>
    internal static async Task<CertificateView> ShowAsync(string app, string domain, DomainViews views, CancellationToken cancellationToken) =>
        (await CertificatesAsync(app, views, cancellationToken)).FirstOrDefault(view => view.Domain == DomainName.Parse(domain)) ?? throw AppDomains.NoCertificate(app, domain);

    /// <summary>Uploads a certificate for domains of an app.</summary>
    internal static async Task<IReadOnlyList<CertificateView>> SetAsync(
        string app, SetCertificate uploaded, AppDomains domains, DomainViews views, ClaimsPrincipal user, AuditNotes audit, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var certificate = UploadedCertificate.Read(uploaded.Chain ?? "", uploaded.Key ?? "", time.GetUtcNow());
        var names = uploaded.Domains is null ? null : DomainEndpoints.NamesOf(uploaded.Domains);
        var before = await CertificatesAsync(app, views, cancellationToken);
        await domains.SetCertificateAsync(app, certificate, names, user.Identity!.Name!, cancellationToken);
        return Noted(audit, before, await CertificatesAsync(app, views, cancellationToken));
    }

    /// <summary>Takes a domain's certificate away.</summary>
    internal static async Task<IReadOnlyList<CertificateView>> RemoveAsync(
        string app, string domain, AppDomains domains, DomainViews views, AuditNotes audit, CancellationToken cancellationToken)
    {
        var before = await CertificatesAsync(app, views, cancellationToken);
        await domains.RemoveCertificateAsync(app, domain, cancellationToken);
        return Noted(audit, before, await CertificatesAsync(app, views, cancellationToken));
    }

    static IReadOnlyList<CertificateView> Noted(AuditNotes audit, IReadOnlyList<CertificateView> before, IReadOnlyList<CertificateView> after)
    {
        audit.Change("certificates", before.Select(TextOf), after.Select(TextOf));
        return after;
    }

    static string TextOf(CertificateView certificate) => string.Create(
        CultureInfo.InvariantCulture, $"{certificate.Domain}: {certificate.Subject} of {certificate.Issuer}, {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}");

    static async Task<IReadOnlyList<CertificateView>> CertificatesAsync(string app, DomainViews views, CancellationToken cancellationToken) =>
        [.. (await views.ListAsync(app, cancellationToken)).Select(domain => domain.Certificate).OfType<CertificateView>()];
}
