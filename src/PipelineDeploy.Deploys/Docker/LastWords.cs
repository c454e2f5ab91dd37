namespace PipelineDeploy.Deploys.Docker;

/// <summary>What a container wrote last, for people who ask why it failed.</summary>
static class LastWords
{
    /// <summary>So many of its last lines.</summary>
    /// <exception cref="ContainerEngineException">They cannot be read.</exception>
    public static async Task<IReadOnlyList<string>> LastLinesAsync(this IContainerEngine engine, string container, int most, CancellationToken cancellationToken) =>
        await engine.LogsAsync(container, new ContainerLogQuery(most), cancellationToken).Select(line => line.Text).ToListAsync(cancellationToken);

    /// <summary>The last of them, as the detail of an error.</summary>
    public static string Tell(IReadOnlyList<string> lines, int most) =>
        lines.Count == 0 ? "The container wrote nothing." : $"The container's last lines:\n{string.Join('\n', lines.TakeLast(most))}";
}
