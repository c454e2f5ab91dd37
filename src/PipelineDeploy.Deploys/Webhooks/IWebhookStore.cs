namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>Where webhooks are kept; their secrets only sealed.</summary>
public interface IWebhookStore
{
    /// <summary>An app's webhooks, oldest first.</summary>
    Task<IReadOnlyList<KeptWebhook>> ListAsync(string app, CancellationToken cancellationToken);

    /// <summary>The webhook of that id, or null.</summary>
    Task<KeptWebhook?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Keeps a new one.</summary>
    Task CreateAsync(Webhook webhook, string sealedSecret, CancellationToken cancellationToken);

    /// <summary>Changes its filter, whether it is enabled and the token for statuses; the rest of it never changes. False when it is gone.</summary>
    Task<bool> ChangeAsync(Webhook webhook, string? sealedStatusToken, CancellationToken cancellationToken);

    /// <summary>Forgets one and its deliveries; the runs they started go on. False when there was none.</summary>
    Task<bool> RemoveAsync(string app, string id, CancellationToken cancellationToken);

    /// <summary>Counts a request that was refused.</summary>
    Task NoteRefusalAsync(string id, string reason, DateTimeOffset at, CancellationToken cancellationToken);
}
