using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Containers;

/// <summary>Something that is kept outside of a container and shown in it.</summary>
/// <param name="Source">Name of a volume of the app, or a path on the host.</param>
/// <param name="Target">Where it is in the container.</param>
/// <param name="IsReadOnly">Whether the container cannot change it.</param>
public sealed partial record ContainerMount(string Source, string Target, bool IsReadOnly)
{
    const int LongestPath = 1024;
    const string Hint = "Write each as <name>:<path>, e.g. data:/var/lib/data, or as <host path>:<path>, with :ro at the end for what is only read; several with blanks between.";

    /// <summary>Whether it is a path on the host.</summary>
    public bool IsHostPath => Source[0] == '/';

    /// <summary>The name that the volume has in the engine. No two apps have the same, and nobody gets at a volume of something else.</summary>
    public string VolumeOf(string app) => $"pipelinedeploy.{app}.{Source}";

    /// <summary>Reads the setting <c>volumes</c>.</summary>
    /// <exception cref="UserErrorException"><c>setting.badValue</c>, which says of which volume.</exception>
    public static IReadOnlyList<ContainerMount> ParseAll(string text)
    {
        List<ContainerMount> mounts = [.. text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
        return mounts.GroupBy(mount => mount.Target).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw Bad($"{twice.Key} is the place of two volumes")
            : mounts;
    }

    /// <summary>Whether a path names one place only: absolute, without <c>.</c>, <c>..</c>, doubled or trailing slashes.</summary>
    internal static bool IsPlain(string path) =>
        path.Length is > 1 and <= LongestPath && path[0] == '/' && !path.Any(char.IsControl) && path[1..].Split('/').All(part => part is not ("" or "." or ".."));

    static ContainerMount Parse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length is not (2 or 3) || (parts.Length == 3 && parts[2] is not ("ro" or "rw")) || parts[0].Length == 0)
        {
            throw Bad($"'{text}' is no volume");
        }

        var (source, target) = (parts[0], parts[1]);
        return !IsPlain(target) ? throw Bad($"'{target}' in '{text}' is no path in the container: it must be absolute, without '..', and not '/' itself")
            : source.StartsWith('/') && !IsPlain(source) ? throw Bad($"'{source}' in '{text}' is no path on the host: it must be absolute, without '..', and not '/' itself")
            : !source.StartsWith('/') && !VolumeName().IsMatch(source) ? throw Bad($"'{source}' in '{text}' is no name of a volume: use letters, digits, '_', '.' and '-'")
            : new ContainerMount(source, target, parts[^1] == "ro");
    }

    static UserErrorException Bad(string what) => new("setting.badValue", $"volumes: {what}", Hint);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.-]{0,62}\z", RegexOptions.NonBacktracking)]
    private static partial Regex VolumeName();
}
