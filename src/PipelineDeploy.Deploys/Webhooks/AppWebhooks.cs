using System.Security.Cryptography;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>Webhooks of apps: made, changed, and their secrets sealed and opened again.</summary>
public sealed class AppWebhooks(IWebhookStore store, ISettingStore settings, IConfigVault vault, TimeProvider time)
{
    const int ShortestSecret = 16;
    const int LongestSecret = 500;
    const int LongestToken = 4096;
    const int IdBytes = 16;
    const int SecretBytes = 32;

    /// <summary>Makes one.</summary>
    /// <param name="app">The app.</param>
    /// <param name="host">Who will send.</param>
    /// <param name="filter">Which pushes deploy.</param>
    /// <param name="secret">What senders prove to know; null for one that is made here.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>It, and its secret, which is never told again.</returns>
    /// <exception cref="UserErrorException"><c>webhook.badSecret</c>.</exception>
    public async Task<(KeptWebhook Webhook, string Secret)> CreateAsync(
        string app, WebhookHost host, WebhookFilter filter, string? secret, string actor, CancellationToken cancellationToken)
    {
        var given = secret ?? NewSecret(host);
        Require(host, given);
        var webhook = new Webhook(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), app, host, filter, true, actor, time.GetUtcNow());
        await store.CreateAsync(webhook, vault.Seal(app, SecretOf(webhook.Id), given), cancellationToken);
        return (await RequireAsync(app, webhook.Id, cancellationToken), given);
    }

    /// <summary>The webhook of an app.</summary>
    /// <exception cref="UserErrorException"><c>webhook.notFound</c>.</exception>
    public async Task<KeptWebhook> RequireAsync(string app, string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } found && found.Webhook.App == app ? found : throw WebhookErrors.NotFound(app);

    /// <summary>Changes one; null leaves a part as it is.</summary>
    /// <param name="kept">It, as it is.</param>
    /// <param name="filter">Which pushes deploy from now on.</param>
    /// <param name="isEnabled">Whether anything deploys.</param>
    /// <param name="statusToken">What signs in to the host's API, to tell it what became of commits; empty for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>webhook.badToken</c>, <c>webhook.noStatus</c> or <c>webhook.notFound</c>.</exception>
    public async Task<KeptWebhook> ChangeAsync(KeptWebhook kept, WebhookFilter? filter, bool? isEnabled, string? statusToken, CancellationToken cancellationToken)
    {
        var webhook = kept.Webhook with { Filter = filter ?? kept.Webhook.Filter, IsEnabled = isEnabled ?? kept.Webhook.IsEnabled };
        var sealedToken = statusToken switch
        {
            null => kept.SealedStatusToken,
            "" => null,
            _ => vault.Seal(webhook.App, TokenOf(webhook.Id), RequireToken(webhook, statusToken)),
        };
        return await store.ChangeAsync(webhook, sealedToken, cancellationToken)
            ? await RequireAsync(webhook.App, webhook.Id, cancellationToken)
            : throw WebhookErrors.NotFound(webhook.App);
    }

    /// <summary>What senders prove to know.</summary>
    internal string OpenSecret(KeptWebhook kept) => vault.Open(kept.Webhook.App, SecretOf(kept.Webhook.Id), kept.SealedSecret);

    /// <summary>What signs in to the host's API; null for nothing.</summary>
    internal string? OpenStatusToken(KeptWebhook kept) => kept.SealedStatusToken is { } token ? vault.Open(kept.Webhook.App, TokenOf(kept.Webhook.Id), token) : null;

    /// <summary>The repository that a webhook is about, and the branches that deploy when it names none.</summary>
    internal async Task<(string? Repository, IReadOnlyList<string> Branches)> ScopeAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        var own = await settings.ReadAsync(webhook.App, cancellationToken);
        return (webhook.Filter.Repository ?? (own[SettingDefinition.GitSetting].Value is { Length: > 0 } url ? url : null), DeployBranches.Of(own));
    }

    static string NewSecret(WebhookHost host)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
        // GitLab takes this form as the key of its signatures, and any text as its token.
        return host is WebhookHost.Generic or WebhookHost.Gitlab ? WebhookProof.KeyPrefix + key : key.Replace('+', '-').Replace('/', '_').TrimEnd('=');
    }

    static void Require(WebhookHost host, string secret)
    {
        if (secret.Length is < ShortestSecret or > LongestSecret || !SecretText.IsPlain(secret))
        {
            throw new UserErrorException("webhook.badSecret", $"secret: it must be {ShortestSecret} to {LongestSecret} plain characters without blanks", "Leave it out, and a good one is made.");
        }

        if (host == WebhookHost.Generic && (!secret.StartsWith(WebhookProof.KeyPrefix, StringComparison.Ordinal) || WebhookProof.KeyOf(secret).Length is < 24 or > 64))
        {
            throw new UserErrorException("webhook.badSecret", $"secret: a generic webhook's is '{WebhookProof.KeyPrefix}' and the base64 of 24 to 64 bytes", "Leave it out, and a good one is made.");
        }
    }

    static string RequireToken(Webhook webhook, string token) =>
        webhook.Host is WebhookHost.Bitbucket or WebhookHost.Generic ? throw new UserErrorException("webhook.noStatus", $"{WebhookHosts.WordOf(webhook.Host)} cannot be told what became of a commit", "GitHub, GitLab, Gitea and Forgejo can.")
        : token.Length <= LongestToken && SecretText.IsPlain(token) ? token
        : throw new UserErrorException("webhook.badToken", "statusToken: it must be one line of plain characters", "Copy it as the host shows it.");

    // No variable has a name with a blank, so none is sealed like these.
    static string SecretOf(string id) => $"webhook {id}";

    static string TokenOf(string id) => $"webhook status {id}";
}
