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
