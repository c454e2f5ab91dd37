namespace PipelineDeploy.Server;

/// <summary>What this server was built as.</summary>
static class ServerBuild
{
    /// <summary>Its version, like <c>1.2.3</c>.</summary>
    public static string Version { get; } = typeof(ServerBuild).Assembly.GetName().Version!.ToString(3);
}
