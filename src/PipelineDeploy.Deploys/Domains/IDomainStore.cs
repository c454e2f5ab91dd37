using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Domains;

/// <summary>Where the domains of apps and their certificates are kept. Each change raises the generation of the app's route.</summary>
public interface IDomainStore
{
    /// <summary>The domains of an app, by name.</summary>
    Task<IReadOnlyList<Domain>> ListAsync(string app, CancellationToken cancellationToken);

    /// <summary>Adds domains to an app, all of them or none; those it has stay as they are.</summary>
    /// <exception cref="UserErrorException"><c>app.domainTaken</c>: another app has one of them; its name is in the message.</exception>
    Task AddAsync(string app, IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>Makes these the domains of an app; the others go, with their certificates.</summary>
    /// <exception cref="UserErrorException"><c>app.domainTaken</c>.</exception>
    Task ReplaceAsync(string app, IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>Takes a domain and its certificate from an app.</summary>
    /// <returns>Whether it had it.</returns>
    Task<bool> RemoveAsync(string app, string name, CancellationToken cancellationToken);

    /// <summary>Keeps certificates for domains of an app, all of them or none, in place of those they had.</summary>
    /// <returns>Whether the app has all these domains; nothing is kept when not.</returns>
    Task<bool> SetCertificatesAsync(string app, IReadOnlyDictionary<string, KeptCertificate> certificates, CancellationToken cancellationToken);

    /// <summary>Forgets the certificate of a domain.</summary>
    /// <returns>Whether it had one.</returns>
    Task<bool> RemoveCertificateAsync(string app, string name, CancellationToken cancellationToken);
}
