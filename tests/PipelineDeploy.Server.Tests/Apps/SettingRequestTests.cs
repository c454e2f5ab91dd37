using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Apps;

[Trait("Category", "Integration")]
public sealed class SettingRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_setting_that_is_set_has_the_app_as_its_origin_until_it_is_unset()
    {
        await server.CreateAppAsync("roundtrip");

        var set = await server.SendAsync(HttpMethod.Put, "/api/v1/apps/roundtrip/settings/waitToRetire", """{"value":"90"}""");
        var listed = await WaitToRetireAsync("roundtrip");
        var unset = await server.SendAsync(HttpMethod.Delete, "/api/v1/apps/roundtrip/settings/waitToRetire");

        var setting = set.Read(WireJson.Default.SettingView);
        (setting.Value, setting.Origin).ShouldBe(("90s", "app"));
        listed.ShouldBe(setting);
        unset.Read(WireJson.Default.SettingView).ShouldBe(setting with { Value = "60s", Origin = "default" });
        (await WaitToRetireAsync("roundtrip")).Origin.ShouldBe("default");
    }

    [Fact]
    public async Task A_setting_is_found_by_the_name_that_dokku_gave_it()
    {
        await server.CreateAppAsync("dokku");

        var set = await server.SendAsync(HttpMethod.Put, "/api/v1/apps/dokku/settings/DOKKU_WAIT_TO_RETIRE", """{"value":"5"}""");

        set.Read(WireJson.Default.SettingView).Name.ShouldBe("waitToRetire");
    }

    [Fact]
    public async Task A_setting_of_all_apps_holds_for_those_that_have_none_of_their_own()
    {
        await server.CreateAppAsync("own");
        await server.CreateAppAsync("follows");
        await server.SendAsync(HttpMethod.Put, "/api/v1/apps/own/settings/memoryLimit", """{"value":"64m"}""");

        var set = await server.SendAsync(HttpMethod.Put, "/api/v1/settings/memoryLimit", """{"value":"512m"}""");
        var (own, follows, all) = (await SettingAsync("apps/own/settings"), await SettingAsync("apps/follows/settings"), await SettingAsync("settings"));
        var unset = await server.SendAsync(HttpMethod.Delete, "/api/v1/settings/memoryLimit");

        set.Read(WireJson.Default.SettingView).ShouldBe(all);
        ((own.Value, own.Origin), (follows.Value, follows.Origin), (all.Value, all.Origin)).ShouldBe((("64m", "app"), ("512m", "global"), ("512m", "global")));
        (unset.Read(WireJson.Default.SettingView).Value, unset.Read(WireJson.Default.SettingView).Origin).ShouldBe(("", "default"));

        async Task<SettingView> SettingAsync(string path) =>
            (await server.SendAsync(HttpMethod.Get, $"/api/v1/{path}")).Read(WireJson.Default.IReadOnlyListSettingView).Single(setting => setting.Name == "memoryLimit");
    }

    [Theory]
    [InlineData("memoryLimit", "lots", 400, "setting.badValue")]
    [InlineData("colour", "red", 404, "setting.unknown")]
    [InlineData("pipeline", "nothing-of-that-name", 404, "pipeline.notFound")]
    [InlineData("volumes", "/etc:/host", 400, "volumes.hostPathRefused")]
    public async Task What_no_app_may_have_all_apps_may_not_have_either(string name, string value, int status, string code)
    {
        await server.CreateAppAsync($"refused-{name}".ToLowerInvariant());

        foreach (var path in new[] { "settings", $"apps/refused-{name}/settings".ToLowerInvariant() })
        {
            (await server.SendAsync(HttpMethod.Put, $"/api/v1/{path}/{name}", $$"""{"value":"{{value}}"}""")).ShouldBeProblem(status, code);
        }
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task An_unknown_setting_is_answered_with_those_there_are(string method)
    {
        await server.CreateAppAsync($"unknown-{method.ToLowerInvariant()}");

        var answer = await server.SendAsync(
            new HttpMethod(method), $"/api/v1/apps/unknown-{method.ToLowerInvariant()}/settings/colour", method == "PUT" ? """{"value":"1"}""" : null);

        answer.ShouldBeProblem(404, "setting.unknown").Hint.ShouldNotBeNull().ShouldContain("waitToRetire");
    }

    [Theory]
    [InlineData("waitToRetire", "soon")]
    [InlineData("waitToRetire", "-1")]
    [InlineData("waitToRetire", "NaN")]
    [InlineData("checksAttempts", "0")]
    [InlineData("skipAllChecks", "yes")]
    [InlineData("port", "65536")]
    [InlineData("restartPolicy", "never")]
    public async Task A_value_that_the_setting_cannot_have_is_refused_with_what_it_can(string name, string value)
    {
        var app = $"{name}{value}".ToLowerInvariant();
        await server.CreateAppAsync(app);

        var answer = await server.SendAsync(HttpMethod.Put, $"/api/v1/apps/{app}/settings/{name}", $$"""{"value":"{{value}}"}""");

        var problem = answer.ShouldBeProblem(400, "setting.badValue");
        problem.Title.ShouldNotBeNull().ShouldContain(name);
        problem.Hint.ShouldNotBeNull().ShouldStartWith("Use ");
    }

    [Fact]
    public async Task A_setting_without_a_value_is_refused_by_the_fields_name()
    {
        await server.CreateAppAsync("no-value");

        var answer = await server.SendAsync(HttpMethod.Put, "/api/v1/apps/no-value/settings/port", "{}");

        answer.ShouldBeProblem(400, "request.missingField").Title.ShouldNotBeNull().ShouldContain("value");
    }

    async Task<SettingView> WaitToRetireAsync(string app) =>
        (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps/{app}/settings")).Read(WireJson.Default.IReadOnlyListSettingView).Single(setting => setting.Name == "waitToRetire");
}
