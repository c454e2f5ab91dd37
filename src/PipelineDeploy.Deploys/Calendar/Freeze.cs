using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Calendar;

/// <summary>A time in which no deploy begins.</summary>
/// <param name="Id">Its number; 0 before it is kept.</param>
/// <param name="App">The app; null for all.</param>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Reason">Why, shown to everybody whose deploy waits.</param>
/// <param name="CreatedBy">Who said so.</param>
public sealed record Freeze(long Id, string? App, DateTimeOffset From, DateTimeOffset Until, string Reason, string CreatedBy)
{
    const int LongestReason = 500;
    static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>A new freeze.</summary>
    /// <exception cref="UserErrorException"><c>freeze.badTime</c> or <c>freeze.badReason</c>; the message begins with the field's name.</exception>
    public static Freeze Create(string? app, DateTimeOffset? from, DateTimeOffset until, string reason, string actor, DateTimeOffset now)
    {
        var start = from ?? now;
        return until <= start ? throw new UserErrorException("freeze.badTime", "until: the freeze would end before it begins", "Give a later 'until', or an earlier 'from'.")
            : until <= now ? throw new UserErrorException("freeze.badTime", "until: that is over already", "Give a moment that is still to come.")
            : until - now > Longest ? throw new UserErrorException("freeze.badTime", "until: that is more than a year away", "Give a nearer moment; a freeze can be made again.")
            : new Freeze(0, app, start.ToUniversalTime(), until.ToUniversalTime(), ReasonOf(reason), actor);
    }

    /// <summary>A reason as it is kept.</summary>
    /// <exception cref="UserErrorException"><c>freeze.badReason</c>.</exception>
    public static string ReasonOf(string reason) => reason.Trim() is { Length: > 0 and <= LongestReason } text
        ? text
        : throw new UserErrorException("freeze.badReason", $"reason: it must have 1 to {LongestReason} characters", "Say why, for those who ask themselves later.");
}
