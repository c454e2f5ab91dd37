using PipelineDeploy.Postgres.Apps;

namespace PipelineDeploy.Postgres.Tests.Apps;

[Trait("Category", "Integration")]
public sealed class SettingStoreTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    readonly SettingStore _settings = new(house.Database.Source);

    [Fact]
    public async Task An_apps_own_value_wins_over_the_global_one_until_it_is_taken_back()
    {
        await house.CreateAppAsync("shop");
        await house.CreateAppAsync("blog");
        await SetAsync(null, "20s");
        await SetAsync("shop", "5s");
        await SetAsync("shop", "10s");
        (await ReadAsync("shop")).ShouldBe(("10s", "app"));
        (await ReadAsync("blog")).ShouldBe(("20s", "global"));
        (await ReadAsync(null)).ShouldBe(("20s", "global"));

        await _settings.UnsetAsync("shop", "waitToRetire", CancellationToken.None);
        (await ReadAsync("shop")).ShouldBe(("20s", "global"));

        await _settings.UnsetAsync(null, "waitToRetire", CancellationToken.None);
        (await ReadAsync("shop")).ShouldBe(("60s", "default"));
    }

    Task SetAsync(string? app, string value) => _settings.SetAsync(app, "waitToRetire", value, CancellationToken.None);

    async Task<(string Value, string Origin)> ReadAsync(string? app)
    {
        var setting = (await _settings.ReadAsync(app, CancellationToken.None))["waitToRetire"];
        return (setting.Value, setting.Origin);
    }
}
