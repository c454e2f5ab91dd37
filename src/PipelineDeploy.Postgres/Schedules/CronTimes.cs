using PipelineDeploy.Deploys.Calendar;
using PipelineDeploy.Deploys.Schedules;
using PipelineDeploy.Workflows;
using Quartz;

namespace PipelineDeploy.Postgres.Schedules;

/// <summary>The times of a schedule, as Quartz counts them.</summary>
static class CronTimes
{
    /// <summary>The schedule's times as Quartz takes them.</summary>
    /// <exception cref="UserErrorException"><c>schedule.badCron</c>.</exception>
    public static CronExpression Of(Schedule schedule)
    {
        try
        {
            return CronExpression.Parse(schedule.Cron, CronFormat.Unix).WithTimeZone(Zones.Find(schedule.TimeZone));
        }
        catch (FormatException e)
        {
            throw new UserErrorException(
                "schedule.badCron",
                $"cron: '{schedule.Cron}' is not a time in the five fields of cron: {e.Message}",
                "Give minute, hour, day of the month, month and day of the week, such as '0 3 * * *' for each day at 03:00.");
        }
    }

    /// <summary>Refuses a schedule whose time never comes.</summary>
    /// <exception cref="UserErrorException"><c>schedule.badCron</c> or <c>schedule.neverFires</c>.</exception>
    public static void Check(Schedule schedule, DateTimeOffset now)
    {
        if (Of(schedule).GetNextValidTimeAfter(now) is null)
        {
            throw new UserErrorException("schedule.neverFires", $"cron: '{schedule.Cron}' is a time that never comes", "There is no such day in that month.");
        }
    }

    /// <summary>The last time not after a moment.</summary>
    public static DateTimeOffset LastUntil(Schedule schedule, DateTimeOffset moment) =>
        Of(schedule).GetPreviousValidTimeBefore(moment.AddTicks(1)) ?? moment;
}
