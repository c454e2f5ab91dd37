using Npgsql;
using PipelineDeploy.TestKit.Postgres;
using Xunit.Abstractions;

namespace PipelineDeploy.Postgres.Tests.Faults;

/// <summary>
/// The database breaks while runs go on: nothing is lost, nothing is done twice, every run ends. <c>PIPELINEDEPLOY_FAULT_SEEDS</c> says
/// how many seeds are played, from 1.
/// </summary>
[Trait("Category", "Integration")]
public sealed class DatabaseFaultTests(ITestOutputHelper output)
{
    static readonly TimeSpan BreaksFor = TimeSpan.FromSeconds(6);

    public static TheoryData<int> Seeds =>
        [.. Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("PIPELINEDEPLOY_FAULT_SEEDS"), out var count) ? count : 2)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Connections_that_break_at_any_request_cost_nothing_but_time(int seed)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var proxy = new BreakableProxy(database.ConnectionString);
        await using var house = await FaultyHouse.OpenAsync(database.ConnectionString, proxy.ConnectionString);
        var faults = new SeededFaults(seed);
        var since = TimeProvider.System.GetTimestamp();
        proxy.Choose = faults.Next;

        var runs = await Task.WhenAll(Enumerable.Range(0, 12).Select(async app =>
        {
            var count = 0;
            for (; TimeProvider.System.GetElapsedTime(since) < BreaksFor; count++)
            {
                var run = await FaultyHouse.InsistAsync(() => house.CreateAsync($"app{app}", $"delivery-{app}-{count}"));
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
                await FaultyHouse.InsistAsync(() => count % 5 == 4 ? house.CancelAsync(run) : house.SignalAsync(run, $"signal-{app}-{count}"));
            }

            return count;
        }));

        proxy.Choose = _ => ProxyFault.None;
        output.WriteLine($"seed {seed}: {runs.Sum()} runs, {faults.Count} faults; {await house.EndsWellAsync(runs.Sum(), TimeSpan.FromMinutes(3))}");
        faults.Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_database_that_is_restarted_every_few_seconds_loses_none_of_fifty_runs()
    {
        await using var cluster = await RestartableCluster.StartAsync();
        await using var house = await FaultyHouse.OpenAsync(cluster.ConnectionString, new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { ApplicationName = "server" }.ConnectionString);

        var creating = Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await house.CreateAsync($"app{i}");
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        });
        var restarts = 0;
        for (; !creating.IsCompleted; restarts++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
            await cluster.RestartAsync(isCrash: restarts % 2 == 1);
        }

        await creating;
        output.WriteLine($"{restarts} restarts; {await house.EndsWellAsync(50, TimeSpan.FromMinutes(3))}");
    }

    /// <summary>Every thirtieth COMMIT and some other requests go wrong in one way or another; by a seed, but drawn by whoever comes first.</summary>
    sealed class SeededFaults(int seed)
    {
        readonly Random _random = new(seed);
        readonly Lock _gate = new();

        public int Count { get; private set; }

        public ProxyFault Next(bool isCommit)
        {
            lock (_gate)
            {
                if (_random.Next(isCommit ? 30 : 300) > 0)
                {
                    return ProxyFault.None;
                }

                Count++;
                return _random.Next(10) switch
                {
                    < 4 => ProxyFault.ResetBefore,
                    < 8 => ProxyFault.ResetAfter,
                    8 => ProxyFault.StallBefore,
                    _ => ProxyFault.StallAfter,
                };
            }
        }
    }
}
