namespace PipelineDeploy.Contracts;

/// <summary>Deploys at certain times.</summary>
public sealed partial class PipelineDeployClient
{
    /// <summary>An app's schedules by name.</summary>
    public Task<IReadOnlyList<ScheduleView>> ListSchedulesAsync(string app, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}/schedules", WireJson.Default.IReadOnlyListScheduleView, body: null, cancellationToken);

    /// <summary>Makes a schedule.</summary>
    public Task<ScheduleView> CreateScheduleAsync(string app, CreateSchedule schedule, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Post, $"apps/{Part(app)}/schedules", WireJson.Default.ScheduleView, Body(schedule, WireJson.Default.CreateSchedule), cancellationToken);

    /// <summary>Changes a schedule.</summary>
    public Task<ScheduleView> ChangeScheduleAsync(string app, string name, ChangeSchedule change, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Patch, $"apps/{Part(app)}/schedules/{Part(name)}", WireJson.Default.ScheduleView, Body(change, WireJson.Default.ChangeSchedule), cancellationToken);

    /// <summary>Removes a schedule and answers what it was; the runs it has started go on.</summary>
    public Task<ScheduleView> DeleteScheduleAsync(string app, string name, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Delete, $"apps/{Part(app)}/schedules/{Part(name)}", WireJson.Default.ScheduleView, body: null, cancellationToken);
}
