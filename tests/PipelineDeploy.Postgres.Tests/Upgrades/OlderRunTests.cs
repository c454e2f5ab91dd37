using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Tests.Upgrades;

/// <summary>
/// A run that one version began is finished by another. <c>run-of-0.1.json</c> is a run as version 0.1 left it in the database; it is
/// never changed, a version that writes something else adds a file of its own.
/// </summary>
[Trait("Category", "Integration")]
public sealed class OlderRunTests : IAsyncLifetime
{
    readonly MigratedDatabase _house = new();
    readonly ScriptedStep[] _kinds = [new("build"), new("check"), new("switch") { IsPivot = true }, new("notify") { Compensates = false }];

    public Task InitializeAsync() => _house.InitializeAsync();

    public Task DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task It_goes_on_where_the_older_version_left_it() => await FinishesAsync(Golden());

    [Fact]
    public async Task What_only_a_newer_version_knows_is_passed_over()
    {
        var golden = Golden();
        foreach (var record in Records(golden).Append(golden["definition"]!.AsObject()))
        {
            record["ofTheFuture"] = new JsonObject { ["deep"] = new JsonArray(1, "two") };
        }

        await FinishesAsync(golden);
    }

    [Fact]
    public async Task What_an_older_version_did_not_write_has_its_default()
    {
        var golden = Golden();
        foreach (var record in Records(golden))
        {
            Array.ForEach(["retry", "timeout", "onFailure", "note", "detail"], name => record.Remove(name));
        }

        await FinishesAsync(golden);
    }

    async Task FinishesAsync(JsonNode golden)
    {
        var run = await StoreAsync(golden);
        using var host = _house.BuildHost(_kinds);

        await host.StartAsync();
        await Eventually.SeeAsync(async () => (await _house.Runs.FindAsync(run, default))!.State, state => state == RunState.Succeeded, "the run has succeeded");
        await host.StopAsync();

        _kinds.Select(kind => kind.Executions.Count).ShouldBe([0, 1, 1, 1]);
        var check = _kinds[1].Executions[0];
        check.State!["tries"]!.GetValue<int>().ShouldBe(1);
        check.Inputs["image"]!.GetValue<string>().ShouldBe("shop:v1");
    }

    async Task<long> StoreAsync(JsonNode golden)
    {
        await using var command = _house.Database.Source.CreateCommand(
            """
            with run as (
                insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, seq, wake_at, created_at, started_at)
                values ('golden', 'golden', $1::jsonb, $2::jsonb, 'waiting', 'cli', 'ada', cardinality($3::text[]), now(), now(), now())
                returning id
            ),
            slot as (insert into run_slots (subject, run_id) select 'golden', id from run),
            written as (
                insert into journal (run_id, seq, at, event) select run.id, e.place, now(), e.event::jsonb from run, unnest($3::text[]) with ordinality as e(event, place)
            )
            select id from run
            """);
        command.Parameters.Add(new() { Value = golden["definition"]!.ToJsonString() });
        command.Parameters.Add(new() { Value = golden["inputs"]!.ToJsonString() });
        command.Parameters.Add(new() { Value = golden["journal"]!.AsArray().Select(happened => happened!.ToJsonString()).ToArray() });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    static IEnumerable<JsonObject> Records(JsonNode golden) =>
        golden["definition"]!["steps"]!.AsArray().Concat(golden["journal"]!.AsArray()).Select(record => record!.AsObject());

    static JsonNode Golden([CallerFilePath] string here = "") =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "run-of-0.1.json")))!;
}
