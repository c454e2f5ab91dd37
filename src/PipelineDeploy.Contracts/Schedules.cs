namespace PipelineDeploy.Contracts;

/// <summary>Asks that an app is deployed again at certain times.</summary>
/// <param name="Name">Unique within the app; <c>[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?</c>.</param>
/// <param name="Cron">When, in the five fields of cron, e.g. <c>0 3 * * 1-5</c>; also <c>@daily</c> and its like.</param>
/// <param name="TimeZone">IANA name of the zone whose time that is; <c>UTC</c> when left out.</param>
/// <param name="Overlap">While a run of the app goes on: <c>skip</c> (when left out) or <c>queue</c>.</param>
/// <param name="CatchUp">For times that passed while no server ran: <c>none</c> (when left out) or <c>once</c>.</param>
/// <param name="Enabled">Whether it starts anything; it does when left out.</param>
public sealed record CreateSchedule(
    string Name, string Cron, string? TimeZone = null, string? Overlap = null, string? CatchUp = null, bool? Enabled = null);

/// <summary>Changes a schedule; what is left out stays as it is.</summary>
/// <param name="Cron">When.</param>
/// <param name="TimeZone">IANA name of the zone.</param>
/// <param name="Overlap"><c>skip</c> or <c>queue</c>.</param>
/// <param name="CatchUp"><c>none</c> or <c>once</c>.</param>
/// <param name="Enabled">Whether it starts anything.</param>
public sealed record ChangeSchedule(string? Cron = null, string? TimeZone = null, string? Overlap = null, string? CatchUp = null, bool? Enabled = null);

/// <summary>A schedule, and what came and comes of it.</summary>
/// <param name="App">The app.</param>
/// <param name="Name">Its name.</param>
/// <param name="Cron">When, in the five fields of cron.</param>
/// <param name="TimeZone">IANA name of the zone.</param>
/// <param name="Overlap"><c>skip</c> or <c>queue</c>.</param>
/// <param name="CatchUp"><c>none</c> or <c>once</c>.</param>
/// <param name="Enabled">Whether it starts anything.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="NextAt">When it fires next; null when it does not.</param>
/// <param name="LastFiredAt">When it last fired.</param>
/// <param name="LastRun">The run that it started then.</param>
/// <param name="LastError">Why it started none then.</param>
public sealed record ScheduleView(
    string App,
    string Name,
    string Cron,
    string TimeZone,
    string Overlap,
    string CatchUp,
    bool Enabled,
    string CreatedBy,
    DateTimeOffset? NextAt,
    DateTimeOffset? LastFiredAt,
    long? LastRun,
    string? LastError);
