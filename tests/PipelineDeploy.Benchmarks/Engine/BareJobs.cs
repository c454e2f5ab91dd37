using Npgsql;
using Quartz;

namespace PipelineDeploy.Benchmarks.Engine;

/// <summary>Tells that it is executed.</summary>
sealed class MarkJob(Moments moments) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        moments.Note(context.JobDetail.Key.Name);
        return ValueTask.CompletedTask;
    }
}

/// <summary>Writes down which node executes it and works until a file is there.</summary>
sealed class HoldJob : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var until = context.MergedJobDataMap.GetString("until")!;
        await using (var database = NpgsqlDataSource.Create(context.MergedJobDataMap.GetString("database")!))
        await using (var command = database.CreateCommand("insert into holds values ($1, $2, $3)"))
        {
            command.Parameters.AddWithValue(context.JobDetail.Key.Name);
            command.Parameters.AddWithValue(context.Scheduler.SchedulerInstanceId);
            command.Parameters.AddWithValue(until);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        while (!File.Exists(until))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }
}
