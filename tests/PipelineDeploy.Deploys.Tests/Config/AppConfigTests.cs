using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Config;

public sealed class AppConfigTests
{
    readonly InMemoryConfigStore _store = new();
    readonly Settings _settings = new();
    readonly AppConfig _config;

    public AppConfigTests() => _config = new AppConfig(_store, new PlainVault(), _settings, new ManualTimeProvider());

    [Fact]
    public async Task A_value_that_is_set_is_kept_sealed_and_can_be_read_again()
    {
        Words(await ChangeAsync(("KEY", "geheim"))).ShouldBe("set KEY; unset ; settings ");

        (await _config.GetAsync("shop", "KEY", CancellationToken.None)).ShouldBe("geheim");
        (await _store.ReadAsync("shop", CancellationToken.None))["KEY"].ShouldBe("shop/KEY=geheim");
    }

    [Fact]
    public async Task What_has_its_value_already_is_no_change()
    {
        await ChangeAsync(("A", "1"), ("B", "2"));

        var change = await ChangeAsync(("A", "1"), ("B", "3"), ("C", null));

        Words(change).ShouldBe("set B; unset ; settings ");
        (await ChangeAsync(("A", "1"))).IsOfEnvironment.ShouldBeFalse();
    }

    [Fact]
    public async Task Names_that_other_tools_have_for_settings_are_settings()
    {
        var change = await ChangeAsync(("DOKKU_CHECKS_WAIT", "2"), ("PORT", "8080"), ("KEY", "x"));

        Words(change).ShouldBe("set KEY; unset ; settings checksWait,port");
        _settings.Values.ShouldBe(new Dictionary<string, string> { ["checksWait"] = "2s", ["port"] = "8080" });
        (await ChangeAsync(("PORT", null))).Settings.ShouldBe(["port"]);
        _settings.Values.Keys.ShouldBe(["checksWait"]);
    }

    [Fact]
    public async Task A_variable_that_is_only_spelled_like_a_setting_is_a_variable() =>
        (await ChangeAsync(("port", "1"), ("checksWait", "x"))).Set.ShouldBe(["checksWait", "port"]);

    [Fact]
    public async Task When_one_is_wrong_nothing_is_changed()
    {
        foreach (var (name, value, code) in new[] { ("1A", "x", "config.badName"), ("B", "a\0b", "config.badValue"), ("DOKKU_CHECKS_WAIT", "soon", "setting.badValue") })
        {
            (await Should.ThrowAsync<UserErrorException>(() => ChangeAsync(("A", "1"), (name, value)))).Error.Code.ShouldBe(code);
        }

        (await Should.ThrowAsync<UserErrorException>(() => ChangeAsync())).Error.Code.ShouldBe("config.nothing");
        (await _store.ReadAsync("shop", CancellationToken.None)).ShouldBeEmpty();
        _settings.Values.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_value_is_never_in_an_error()
    {
        var error = await Should.ThrowAsync<UserErrorException>(() => ChangeAsync(("A", "geheim\0")));

        (error.Error.Message + error.Error.Hint).ShouldNotContain("geheim");
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("A B")]
    [InlineData("A\n")]
    [InlineData("Ä")]
    [InlineData("$(id)")]
    [InlineData("A;B")]
    public void What_is_no_name_is_refused(string? name) =>
        Should.Throw<UserErrorException>(() => ConfigRules.RequireName(name)).Error.Code.ShouldBe("config.badName");

    [Fact]
    public async Task A_variable_that_cannot_be_read_any_more_is_put_right_by_setting_it_anew()
    {
        await _store.ChangeAsync("shop", new Dictionary<string, string?> { ["KEY"] = "sealed by lost keys" }, "ada", DateTimeOffset.UnixEpoch, CancellationToken.None);

        (await Should.ThrowAsync<UserErrorException>(() => _config.GetAsync("shop", "KEY", CancellationToken.None))).Error.Code.ShouldBe("config.unreadable");
        (await ChangeAsync(("KEY", "new"))).Set.ShouldBe(["KEY"]);
        (await _config.GetAsync("shop", "KEY", CancellationToken.None)).ShouldBe("new");
    }

    static string Words(ConfigChange change) =>
        $"set {string.Join(',', change.Set)}; unset {string.Join(',', change.Unset)}; settings {string.Join(',', change.Settings)}";

    Task<ConfigChange> ChangeAsync(params (string Name, string? Value)[] changes) =>
        _config.ChangeAsync("shop", changes.ToDictionary(change => change.Name, change => change.Value), "ada", CancellationToken.None);

    sealed class Settings : ISettingStore
    {
        public Dictionary<string, string> Values { get; } = [];

        public Task<EffectiveSettings> ReadAsync(string? app, CancellationToken cancellationToken) =>
            Task.FromResult(EffectiveSettings.Resolve(new Dictionary<string, string>(), Values));

        public async Task<IReadOnlyDictionary<string, EffectiveSettings>> ReadOfAllAppsAsync(CancellationToken cancellationToken) =>
            new Dictionary<string, EffectiveSettings> { ["shop"] = await ReadAsync("shop", cancellationToken) };

        public Task SetAsync(string? app, string name, string value, CancellationToken cancellationToken)
        {
            Values[name] = value;
            return Task.CompletedTask;
        }

        public Task UnsetAsync(string? app, string name, CancellationToken cancellationToken)
        {
            Values.Remove(name);
            return Task.CompletedTask;
        }
    }
}
