using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>What is said in more than one place.</summary>
public static class WebhookErrors
{
    /// <summary>There is no such webhook.</summary>
    public static UserErrorException NotFound(string app) => new("webhook.notFound", $"{app} has no such webhook", $"See those there are with: pdeploy hooks list -a {app}");

    /// <summary>There is no such delivery.</summary>
    public static UserErrorException NoDelivery(long id) => new("webhook.noDelivery", $"The webhook has no delivery {id}", "Old ones are forgotten; see those there are with: pdeploy hooks deliveries <hook>");
}
