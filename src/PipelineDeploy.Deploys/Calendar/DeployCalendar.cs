using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Calendar;

/// <summary>When deploys of one app may begin: inside one of its windows (always, when there are none) and in no freeze.</summary>
/// <remarks>Not Quartz's calendars: those exclude times from one trigger in one zone, and have no word for why.</remarks>
/// <param name="Windows">The app's own windows; when it has none, those of all apps.</param>
/// <param name="Freezes">The app's freezes and those of all apps.</param>
public sealed record DeployCalendar(IReadOnlyList<DeployWindow> Windows, IReadOnlyList<Freeze> Freezes)
{
    /// <summary>Why no deploy may begin now, and when the next one may; null when one may now.</summary>
    public RunHold? HoldAt(DateTimeOffset now) => NextOpening(now) is var opening && opening > now ? new RunHold(opening, ReasonAt(now)) : null;

    /// <summary>The first moment from <paramref name="now"/> on at which a deploy may begin; <paramref name="now"/> itself when one may.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset now)
    {
        // Each round goes past a freeze or to the opening of a window, and there are only so many freezes.
        for (var at = now; ; at = WindowFrom(at))
        {
            while (FreezeAt(at) is { } freeze)
            {
                at = freeze.Until;
            }

            if (WindowFrom(at) == at)
            {
                return at;
            }
        }
    }

    string ReasonAt(DateTimeOffset now) => FreezeAt(now) is { } freeze
        ? $"freeze: {freeze.Reason}"
        : $"deploys begin only {string.Join("; ", Windows)}";

    // The one that ends last, because its reason holds longest.
    Freeze? FreezeAt(DateTimeOffset at) => Freezes.Where(freeze => freeze.From <= at && at < freeze.Until).MaxBy(freeze => freeze.Until);

    DateTimeOffset WindowFrom(DateTimeOffset at) => Windows.Count == 0 ? at
        : Windows.Min(window => window.SpansFrom(at).First().From) is var from && from > at ? from
        : at;
}
