using System.Globalization;
using System.Runtime.InteropServices;

namespace PipelineDeploy.Server.Events;

/// <summary>How far a stream has been read; its text is the id of the event that was read last.</summary>
/// <param name="Main">The number of an event, or the place in a run's journal.</param>
/// <param name="Log">In the stream of a run also the number of its last line; null elsewhere.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct FeedPlace(long Main, long? Log = null)
{
    /// <summary>Whether it holds anything that a reader who has come to the other place has not seen.</summary>
    public bool IsBeyond(FeedPlace other) => Main > other.Main || Log > other.Log;

    public override string ToString() =>
        Log is { } log ? string.Create(CultureInfo.InvariantCulture, $"{Main}.{log}") : Main.ToString(CultureInfo.InvariantCulture);

    /// <summary>A place in the stream of a run; the beginning when the text is none.</summary>
    public static FeedPlace OfRun(string? text) =>
        text?.Split('.') is [var journal, var log]
        && long.TryParse(journal, CultureInfo.InvariantCulture, out var j) && long.TryParse(log, CultureInfo.InvariantCulture, out var l)
            ? new FeedPlace(j, l)
            : new FeedPlace(0, 0);
}
