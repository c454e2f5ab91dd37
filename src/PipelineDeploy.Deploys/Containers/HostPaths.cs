using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Containers;

/// <summary>The folders of the host that containers may be given; whoever runs the server names them.</summary>
/// <param name="Allowed">They and what is in them may be mounted.</param>
public sealed record HostPaths(IReadOnlyList<string> Allowed)
{
    /// <summary>The environment variable that names them.</summary>
    public const string Variable = "PIPELINEDEPLOY_HOST_PATHS";

    /// <summary>None.</summary>
    public static HostPaths None { get; } = new([]);

    /// <summary>Reads a list with commas.</summary>
    /// <exception cref="UserErrorException"><c>server.badHostPath</c>.</exception>
    public static HostPaths Parse(string? text)
    {
        var paths = (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(paths, path => !ContainerMount.IsPlain(path)) is { } bad
            ? throw new UserErrorException(
                "server.badHostPath", $"{Variable} holds '{bad}', which is no folder that can be allowed", "Use absolute paths without '..' and trailing '/', e.g. /srv/data,/mnt/media; never / itself.")
            : paths.Length == 0 ? None : new HostPaths(paths);
    }

    /// <summary>Holds that everything of the host may be mounted.</summary>
    /// <exception cref="UserErrorException"><c>volumes.hostPathRefused</c> or <c>volumes.hostPathMissing</c>.</exception>
    public void RequireAll(IReadOnlyList<ContainerMount> mounts)
    {
        foreach (var mount in mounts.Where(mount => mount.IsHostPath))
        {
            Require(mount.Source);
        }
    }

    void Require(string path)
    {
        var root = Allowed.Where(root => path == root || path.StartsWith(root + "/", StringComparison.Ordinal)).MaxBy(root => root.Length)
            ?? throw Refused($"the host path {path} is not below one that this server allows", Allowed.Count == 0
                ? $"Use a volume with a name, e.g. data:/data; whoever runs the server may allow folders with {Variable}."
                : $"Allowed are {string.Join(", ", Allowed)}, by {Variable}.");
        if (!Path.Exists(root))
        {
            // The server may run in a container: what it cannot see it can only take by its name.
            if (path != root)
            {
                throw Refused($"the server does not see {root}, so it cannot tell where {path} leads", $"Show it to the server at the same path, or name {path} itself in {Variable}.");
            }

            return;
        }

        RequireNoLink(root, path);
    }

    // What an app writes below an allowed folder, it could otherwise lead out of it.
    static void RequireNoLink(string root, string path)
    {
        var place = root;
        foreach (var part in path[root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            place = $"{place}/{part}";
            if (new FileInfo(place).LinkTarget is not null)
            {
                throw Refused($"{place} is a symbolic link", "Name the folder that it leads to, which must be allowed, too.");
            }
        }

        if (!Path.Exists(path))
        {
            throw new UserErrorException("volumes.hostPathMissing", $"volumes: the host has no {path}", "Make the folder first, with an owner that the app can write as.");
        }
    }

    static UserErrorException Refused(string what, string hint) => new("volumes.hostPathRefused", $"volumes: {what}", hint);
}
