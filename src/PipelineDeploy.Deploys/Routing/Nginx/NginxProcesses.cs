using System.Globalization;

namespace PipelineDeploy.Deploys.Routing.Nginx;

/// <summary>The processes of nginx as the kernel tells them.</summary>
sealed class NginxProcesses(NginxOptions options)
{
    const string MasterTitle = "nginx: master process";
    const string LeavingTitle = "nginx: worker process is shutting down";

    /// <summary>The process that takes signals.</summary>
    /// <exception cref="RouterException">nginx does not run.</exception>
    public async Task<int> MasterAsync(CancellationToken cancellationToken)
    {
        var text = File.Exists(options.PidFile) ? await File.ReadAllTextAsync(options.PidFile, cancellationToken) : "";
        // The number may be somebody else's by now.
        return int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && TitleOf(pid).StartsWith(MasterTitle, StringComparison.Ordinal)
            ? pid
            : throw new RouterException($"No nginx runs by {options.PidFile}. Start it: {options.StartCommand}");
    }

    /// <summary>All workers, those that leave too.</summary>
    public static IReadOnlyList<int> Workers(int master)
    {
        try
        {
            return [.. File.ReadAllText($"/proc/{master}/task/{master}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>Whether a worker takes no new connections: it only finishes those it has, or is gone.</summary>
    public static bool IsLeaving(int worker) => TitleOf(worker) is var title && (title.Length == 0 || title.StartsWith(LeavingTitle, StringComparison.Ordinal));

    static string TitleOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").TrimEnd('\0');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
