using PipelineDeploy.Deploys.Config;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Config;

public sealed class EnvDefaultsTests
{
    static readonly EnvDemand Default = new("X", "info");
    static readonly EnvDemand Generated = new("X", null, IsGenerated: true);

    public static TheoryData<string, EnvDemand, string?, string?, string?> Cases => new()
    {
        { "nobody has set it", Default, null, null, "info" },
        { "a person has set it", Default, "ada", "debug", null },
        { "the file has set it and says something else now", Default, "app.json", "debug", "info" },
        { "the file has set it and says the same", Default, "app.json", "info", null },
        { "a person has set it, and it is synced", Default with { IsSynced = true }, "ada", "debug", "info" },
        { "it is synced and has that value", Default with { IsSynced = true }, "ada", "info", null },
        { "an empty value is one", Default with { Value = "" }, null, null, "" },
        { "a secret is made up once", Generated, null, null, "made up" },
        { "a secret is kept", Generated, "app.json", "earlier", null },
        { "a secret that a person has set is kept", Generated, "ada", "own", null },
        { "a secret with a value is that value", Generated with { Value = "fixed" }, null, null, "fixed" },
        { "what may be missing may", new EnvDemand("X", null, IsRequired: false), null, null, null },
        { "what is a setting here is none of the variables", new EnvDemand("PORT", "80"), null, null, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_a_person_has_set_stands_above_the_file(string why, EnvDemand demand, string? setBy, string? value, string? expected) =>
        EnvDefaults.Choose([demand], _ => setBy, _ => value, () => "made up").GetValueOrDefault("X").ShouldBe(expected, why);

    [Fact]
    public async Task Everything_that_is_missing_is_named_at_once()
    {
        var store = new InMemoryConfigStore();
        await store.ChangeAsync("shop", new Dictionary<string, string?> { ["HERE"] = "sealed" }, "ada", DateTimeOffset.UnixEpoch, CancellationToken.None);
        var defaults = new EnvDefaults(store, new PlainVault(), new ManualTimeProvider());
        EnvDemand[] demands = [new("HERE", null), new("GONE", null), new("ALSO", null), Generated, Default, new("OPTIONAL", null, IsRequired: false), new("PORT", null)];

        var error = (await Should.ThrowAsync<UserErrorException>(() => defaults.RequireAsync("shop", demands, CancellationToken.None))).Error;

        (error.Code, error.Message, error.Hint).ShouldBe(("config.missing", "shop lacks GONE, ALSO, which its app.json requires", "Set it, e.g.: pdeploy config set GONE -a shop"));
        (await defaults.RequireAsync("shop", [demands[0], demands[^1]], CancellationToken.None)).ShouldHaveSingleItem().ShouldContain("'PORT' is the setting port");
    }
}
