namespace PipelineDeploy.Deploys.Routing;

/// <summary>What a proxy is to read: the configuration and the files it refers to.</summary>
/// <param name="Text">Content of the file that it starts from.</param>
/// <param name="Structure">
/// Fingerprint of all that only a new configuration can change. The running proxy tells it, so that we can see which one it has loaded, whoever
/// reloaded or restarted it.
/// </param>
/// <param name="Files">What it refers to: certificates, pages, maps.</param>
sealed record RouterConfig(string Text, string Structure, IReadOnlyList<RouterFile> Files);
