using System.Text.RegularExpressions;
using PipelineDeploy.Deploys.Calendar;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Schedules;

/// <summary>What happens when a schedule's time comes while a run of its app goes on.</summary>
public enum Overlap
{
    /// <summary>Nothing is started this time.</summary>
    Skip,

    /// <summary>The run waits for its turn.</summary>
    Queue,
}

/// <summary>What happens to times that passed while no server ran.</summary>
public enum CatchUp
{
    /// <summary>They are left out.</summary>
    None,

    /// <summary>One run is started for all of them.</summary>
    Once,
}

/// <summary>Deploys an app again at certain times.</summary>
/// <param name="Id">Its number; 0 before it is kept.</param>
/// <param name="App">The app.</param>
/// <param name="Name">Unique within the app.</param>
/// <param name="Cron">When, in the five fields of cron; whether it can be read is seen where it is kept.</param>
/// <param name="TimeZone">IANA name of the zone whose time that is.</param>
/// <param name="Overlap">What happens when a run of the app goes on.</param>
/// <param name="CatchUp">What happens to times that were missed.</param>
/// <param name="IsEnabled">Whether it starts anything at all.</param>
/// <param name="CreatedBy">Who made it.</param>
public sealed partial record Schedule(
    long Id, string App, string Name, string Cron, string TimeZone, Overlap Overlap, CatchUp CatchUp, bool IsEnabled, string CreatedBy)
{
    /// <summary>What becomes of its run when the app is busy.</summary>
    public Concurrency Concurrency => Overlap == Overlap.Skip ? Concurrency.Reject : Concurrency.Queue;

    /// <summary>A new schedule from what a person wrote.</summary>
    /// <exception cref="UserErrorException"><c>schedule.badName</c>.</exception>
    public static Schedule Create(string app, string name, string cron, string actor) => Names().IsMatch(name)
        ? new Schedule(0, app, name, cron.Trim(), Zones.Default, Overlap.Skip, CatchUp.None, true, actor)
        : throw new UserErrorException("schedule.badName", $"name: '{name}' is not a name for a schedule", "Use 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit.");

    /// <summary>The schedule with what a person changed; null leaves a part as it is.</summary>
    /// <exception cref="UserErrorException"><c>timeZone.unknown</c>, <c>schedule.badOverlap</c> or <c>schedule.badCatchUp</c>; the message names the field.</exception>
    public Schedule With(string? cron, string? timeZone, string? overlap, string? catchUp, bool? isEnabled)
    {
        Zones.Find(timeZone ?? TimeZone);
        return this with
        {
            Cron = cron?.Trim() ?? Cron,
            TimeZone = timeZone ?? TimeZone,
            Overlap = overlap is null ? Overlap : Word<Overlap>("overlap", overlap, "schedule.badOverlap"),
            CatchUp = catchUp is null ? CatchUp : Word<CatchUp>("catchUp", catchUp, "schedule.badCatchUp"),
            IsEnabled = isEnabled ?? IsEnabled,
        };
    }

    /// <summary>An overlap or catch-up as it is written, e.g. <c>skip</c>.</summary>
    public static string WordOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    static T Word<T>(string field, string text, string code)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>();
        return Array.Find(words, value => WordOf(value) == text) is var found && WordOf(found) == text
            ? found
            : throw new UserErrorException(code, $"{field}: '{text}' is not possible", $"Use {string.Join(" or ", words.Select(WordOf))}.");
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Names();
}

/// <summary>A schedule and what came and comes of it.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="NextAt">When it fires next; null when it does not.</param>
/// <param name="LastFiredAt">When it last fired.</param>
/// <param name="LastRun">The run that it started then.</param>
/// <param name="LastError">Why it started none then.</param>
public sealed record ScheduleStatus(Schedule Schedule, DateTimeOffset? NextAt, DateTimeOffset? LastFiredAt, long? LastRun, string? LastError);
