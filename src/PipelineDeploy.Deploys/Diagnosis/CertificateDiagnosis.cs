using System.Security.Cryptography.X509Certificates;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Deploys.Diagnosis;

/// <summary>Looks for certificates of domains that have ended or soon will.</summary>
public sealed class CertificateDiagnosis(IRouteStore routes, TimeProvider time) : IDiagnosis
{
    static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    /// <inheritdoc />
    public string Part => "certificates";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken)
    {
        var all = (await routes.ReadAllAsync(cancellationToken)).SelectMany(route => route.Certificates.Select(certificate => (route.App, Certificate: certificate))).ToList();
        var findings = all.Select(one => Judge(one.App, one.Certificate)).OfType<Finding>().ToList();
        return findings.Count > 0 ? findings : [Finding.Ok(Part, all.Count == 0 ? "No domain has a certificate" : $"{all.Count} certificate(s), none ends within {Soon.Days} days")];
    }

    Finding? Judge(string app, DomainCertificate one)
    {
        using var certificate = X509Certificate2.CreateFromPem(one.Chain);
        var end = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        var left = end - time.GetUtcNow();
        return left > Soon ? null : new Finding(
            Part,
            left <= TimeSpan.Zero ? FindingLevel.Failed : FindingLevel.Warning,
            $"The certificate of {one.Domain} ({app}) {(left <= TimeSpan.Zero ? "ended" : "ends")} on {end:yyyy-MM-dd}",
            $"Upload a new one: pdeploy certs add {one.Domain} --cert fullchain.pem --key privkey.pem -a {app}");
    }
}
