using PipelineDeploy.Deploys;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Postgres.Nodes;
using Quartz;

namespace PipelineDeploy.Server.Operations;

/// <summary>Says every ten seconds in the database that this server lives.</summary>
sealed partial class NodeBeat(
    NodeStore nodes, IContainerEngine engine, DataFolder data, ISchedulerFactory schedulers, TimeProvider time, ILogger<NodeBeat> logger) : BackgroundService
{
    static readonly TimeSpan EnginePatience = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var startedAt = time.GetUtcNow();
        using var timer = new PeriodicTimer(NodeStore.BeatEvery, time);
        var name = "";
        try
        {
            do
            {
                try
                {
                    name = (await schedulers.GetScheduler(stoppingToken)).SchedulerInstanceId;
                    await nodes.BeatAsync(await DescribeAsync(name, startedAt, stoppingToken), stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    Missed(e.Message);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            await LeaveAsync(name);
        }
    }

    async Task<Node> DescribeAsync(string name, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var drive = new DriveInfo(data.Root);
        return new Node(
            name,
            Environment.MachineName,
            ServerBuild.Version,
            await EngineAsync(cancellationToken),
            drive.AvailableFreeSpace,
            drive.TotalSize,
            startedAt);
    }

    async Task<string?> EngineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await engine.VersionAsync(cancellationToken).WaitAsync(EnginePatience, time, cancellationToken)).Version;
        }
        catch (Exception e) when (e is ContainerEngineException or TimeoutException)
        {
            return null;
        }
    }

    // One that is away for good is not to be told as dead.
    async Task LeaveAsync(string name)
    {
        try
        {
            await nodes.RemoveAsync(name, CancellationToken.None);
        }
        catch (Exception e)
        {
            Missed(e.Message);
        }
    }

    [LoggerMessage(EventId = 430, Level = LogLevel.Warning, Message = "This server could not say that it lives: {Trouble}")]
    partial void Missed(string trouble);
}
