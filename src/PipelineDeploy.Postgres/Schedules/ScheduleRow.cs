using PipelineDeploy.Deploys.Schedules;

namespace PipelineDeploy.Postgres.Schedules;

/// <summary>A row of <c>schedules</c> as the driver of the database hands it over.</summary>
sealed record ScheduleRow
{
    /// <summary>The columns that make one.</summary>
    public const string Columns =
        """
        s.id as "Id", s.app as "App", s.name as "Name", s.cron as "Cron", s.time_zone as "TimeZone", s.overlap as "Overlap", s.catch_up as "CatchUp",
        s.is_enabled as "IsEnabled", s.created_by as "CreatedBy", s.last_fired_at as "LastFiredAt", s.last_run_id as "LastRunId", s.last_error as "LastError"
        """;

    public required long Id { get; init; }

    public required string App { get; init; }

    public required string Name { get; init; }

    public required string Cron { get; init; }

    public required string TimeZone { get; init; }

    public required string Overlap { get; init; }

    public required string CatchUp { get; init; }

    public required bool IsEnabled { get; init; }

    public required string CreatedBy { get; init; }

    public DateTime? LastFiredAt { get; init; }

    public long? LastRunId { get; init; }

    public string? LastError { get; init; }

    public long? NextTicks { get; init; }

    public ScheduleStatus ToStatus() => new(
        new Schedule(Id, App, Name, Cron, TimeZone, Enum.Parse<Overlap>(Overlap, ignoreCase: true), Enum.Parse<CatchUp>(CatchUp, ignoreCase: true), IsEnabled, CreatedBy),
        NextTicks is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null, LastFiredAt, LastRunId, LastError);
}
