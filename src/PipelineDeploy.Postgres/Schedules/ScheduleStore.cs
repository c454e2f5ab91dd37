using System.Globalization;
using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Schedules;
using PipelineDeploy.Workflows;
using Quartz;

namespace PipelineDeploy.Postgres.Schedules;

/// <summary>Schedules in PostgreSQL, with a cron trigger of Quartz each.</summary>
public sealed class ScheduleStore(NpgsqlDataSource database, ISchedulerFactory schedulers, TimeProvider time) : IScheduleStore
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<ScheduleStatus>> ListAsync(string app, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<ScheduleRow>(
            $"""
            select {ScheduleRow.Columns}, t.next_fire_time as "NextTicks"
            from schedules s left join qrtz_triggers t on t.trigger_group = @Group and t.trigger_name = s.id::text
            where s.app = @app order by s.name
            """,
            new { ScheduleJob.Group, app });
        return [.. rows.Select(row => row.ToStatus())];
    }

    /// <inheritdoc />
    public async Task<Schedule?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QuerySingleOrDefaultAsync<ScheduleRow>($"select {ScheduleRow.Columns} from schedules s where s.id = @id", new { id }))?.ToStatus().Schedule;
    }

    /// <inheritdoc />
    public async Task SaveAsync(Schedule schedule, CancellationToken cancellationToken)
    {
        CronTimes.Check(schedule, time.GetUtcNow());
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            var id = await connection.QuerySingleOrDefaultAsync<long?>(
                schedule.Id == 0
                    ? """
                      insert into schedules (app, name, cron, time_zone, overlap, catch_up, is_enabled, created_by, created_at)
                      values (@App, @Name, @Cron, @TimeZone, @Overlap, @CatchUp, @IsEnabled, @CreatedBy, @Now) returning id
                      """
                    : """
                      update schedules set cron = @Cron, time_zone = @TimeZone, overlap = @Overlap, catch_up = @CatchUp, is_enabled = @IsEnabled
                      where id = @Id returning id
                      """,
                new
                {
                    schedule.Id,
                    schedule.App,
                    schedule.Name,
                    schedule.Cron,
                    schedule.TimeZone,
                    Overlap = Schedule.WordOf(schedule.Overlap),
                    CatchUp = Schedule.WordOf(schedule.CatchUp),
                    schedule.IsEnabled,
                    schedule.CreatedBy,
                    Now = time.GetUtcNow(),
                },
                transaction);
            // One that was removed meanwhile stays removed.
            if (id is { } kept)
            {
                await CommitWithTimerAsync(transaction, schedule with { Id = kept }, cancellationToken);
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new UserErrorException("schedule.exists", $"name: {schedule.App} has a schedule '{schedule.Name}' already", "Choose another name, or change the one there is.");
        }
    }

    /// <inheritdoc />
    public async Task RemoveAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await connection.ExecuteAsync("delete from schedules where id = @id", new { id }, transaction);
        using (scheduler.EnlistTransaction(transaction))
        {
            await scheduler.UnscheduleJob(KeyOf(id), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task NoteAsync(long id, DateTimeOffset firedAt, long? run, string? error, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "update schedules set last_fired_at = @firedAt, last_run_id = @run, last_error = @error where id = @id", new { id, firedAt, run, error });
    }

    // Invariant: an enabled schedule has its trigger and a disabled one has none, because both change together.
    async Task CommitWithTimerAsync(NpgsqlTransaction transaction, Schedule schedule, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        using (scheduler.EnlistTransaction(transaction))
        {
            if (schedule.IsEnabled)
            {
                var key = KeyOf(schedule.Id);
                var job = JobBuilder.Create<ScheduleJob>().WithIdentity(key.Name, key.Group).RequestRecovery().Build();
                await scheduler.ScheduleJob(job, TriggerOf(schedule, key, job), ScheduleJobOptions.Replacing, cancellationToken);
            }
            else
            {
                await scheduler.UnscheduleJob(KeyOf(schedule.Id), cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
    }

    static ITrigger TriggerOf(Schedule schedule, TriggerKey key, IJobDetail job) => TriggerBuilder.Create()
        .WithIdentity(key)
        .ForJob(job)
        .WithCronSchedule(CronTimes.Of(schedule), cron => cron
            .WithMisfireInstruction(schedule.CatchUp == CatchUp.Once ? CronTriggerMisfireInstruction.FireAndProceed : CronTriggerMisfireInstruction.DoNothing))
        .Build();

    static TriggerKey KeyOf(long id) => new(id.ToString(CultureInfo.InvariantCulture), ScheduleJob.Group);
}
