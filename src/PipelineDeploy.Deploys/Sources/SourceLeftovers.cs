using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Decides which uploads and unpacked sources on this server's disk no run needs any more.</summary>
static class SourceLeftovers
{
    // An upload whose run is not created yet has no owner; a day is far longer than that takes.
    static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <summary>Those that may go: older than a day, and of no run that lives. A run may wait for days before it builds.</summary>
    /// <param name="paths">Files of uploads and folders of unpacked sources, each with when it was last written.</param>
    /// <param name="live">The runs that live.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<string> Choose(IEnumerable<(string Path, DateTimeOffset WrittenAt)> paths, LiveRuns live, DateTimeOffset now)
    {
        var needed = live.Runs.SelectMany(run => new[] { UploadOf(run), string.Create(CultureInfo.InvariantCulture, $"run-{run.Id}") }).ToHashSet(StringComparer.Ordinal);
        return [.. paths.Where(one => one.WrittenAt < now - KeptFor && !needed.Contains(Path.GetFileName(one.Path))).Select(one => one.Path)];
    }

    static string UploadOf(LiveRun run) => run.Inputs["source"] is JsonValue value && value.TryGetValue<string>(out var id) ? id + ".tar" : "";
}
