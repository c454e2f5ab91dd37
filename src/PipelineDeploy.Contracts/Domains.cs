namespace PipelineDeploy.Contracts;

/// <summary>A domain of an app.</summary>
/// <param name="Name">The host name.</param>
/// <param name="Url">Its address, as a browser takes it.</param>
/// <param name="Certificate">What it shows over HTTPS; null when it has none.</param>
public sealed record DomainView(string Name, string Url, CertificateView? Certificate = null);

/// <summary>Names domains of an app.</summary>
/// <param name="Domains">Host names.</param>
public sealed record NameDomains(IReadOnlyList<string> Domains);

/// <summary>A certificate of a domain. Its private key is never shown.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Subject">Who it is for.</param>
/// <param name="Issuer">Who vouches for it.</param>
/// <param name="NotBefore">Valid from here on.</param>
/// <param name="NotAfter">Valid until here.</param>
/// <param name="SetBy">Who uploaded it.</param>
/// <param name="SetAt">When.</param>
/// <param name="Problem">Why browsers do not get it, or refuse it; null when all is well.</param>
public sealed record CertificateView(
    string Domain, string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string SetBy, DateTimeOffset SetAt, string? Problem = null);

/// <summary>Uploads a certificate.</summary>
/// <param name="Chain">The certificate and those of its authority, as PEM.</param>
/// <param name="Key">Its private key, as PEM without a passphrase.</param>
/// <param name="Domains">The domains it is for; null for all of the app's that it covers.</param>
public sealed record SetCertificate(string Chain, string Key, IReadOnlyList<string>? Domains = null);

/// <summary>Whether an app's visitors are told to come back later.</summary>
/// <param name="IsOn">Whether they are.</param>
/// <param name="Message">What they are told.</param>
/// <param name="By">Who switched it on.</param>
/// <param name="Since">When.</param>
public sealed record MaintenanceView(bool IsOn, string? Message = null, string? By = null, DateTimeOffset? Since = null);

/// <summary>Switches an app's maintenance on.</summary>
/// <param name="Message">What visitors are told; null for the usual words.</param>
public sealed record BeginMaintenance(string? Message = null);
