using Npgsql;
using PipelineDeploy.Postgres.Apps;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.TestKit.Runs;

namespace PipelineDeploy.Postgres.Tests.Apps;

/// <summary>What is asked of one app costs the same however many others there are, and however many runs it has had.</summary>
[Trait("Category", "Integration")]
public sealed class LookupTests(FullHouse house) : IClassFixture<FullHouse>
{
    const int RowsOfOne = 50;

    static readonly Dictionary<string, Func<NpgsqlDataSource, Task>> Looks = new()
    {
        ["an app"] = source => new AppStore(source).FindAsync("app7", default),
        ["its route"] = source => new RouteStore(source).FindAsync("app7", default),
        ["its settings"] = source => new SettingStore(source).ReadAsync("app7", default),
        ["its domains"] = source => new DomainStore(source).ListAsync("app7", default),
        ["its releases"] = source => new ReleaseStore(source).ListAsync("app7", null, 20, default),
        ["the newest runs"] = source => new RunLists(source).NewestAsync(null, null, 10, default),
        ["the newest runs of some"] = source => new RunLists(source).NewestAsync(["app7", "app8", "busy"], null, 10, default),
        ["the newest run of each"] = source => new RunLists(source).NewestOfEachAsync(["app7", "app8", "busy"], default),
    };

    public static TheoryData<string> Names => [.. Looks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_belongs_to_an_app_is_found_without_reading_what_belongs_to_others(string what) =>
        (await house.RowsReadAsync(Looks[what])).ShouldBeInRange(1, RowsOfOne);

    [Fact]
    public async Task The_runs_of_an_app_are_found_also_by_who_lists_those_of_all_in_between() =>
        (await house.RowsReadAsync(async source =>
        {
            var runs = RunsOn(source);
            await runs.ListAsync(null, null, 5, default);
            await runs.ListAsync("app7", null, 5, default);
        })).ShouldBeInRange(1, RowsOfOne);

    [Fact]
    public async Task A_new_run_is_made_without_reading_all_that_its_app_has_had() =>
        (await house.RowsReadAsync(source => MigratedDatabase.StartRunAsync(RunsOn(source), "busy", new ScriptedStep("build")))).ShouldBeInRange(1, RowsOfOne);

    RunStore RunsOn(NpgsqlDataSource source) => new(source, house.Get<WakeUps>(), TimeProvider.System);
}
