using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Releases;

/// <summary>What an <c>app.json</c> asks for besides checks, on the real engine.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class AppJsonTests(DeployStack stack)
{
    const string Env = """{"env": {"MODE": "usual", "MORE": {"generator": "secret"}, "NEEDED": {"description": "a key"}}, "buildpacks": []}""";

    [Fact]
    public async Task Its_variables_are_required_before_the_build_and_given_to_the_app_until_a_person_sets_them()
    {
        var app = await stack.NewAppAsync("appjson");

        var without = await stack.DeployAsync(app, stack.EnvSource("v1", ("app.json", Env)));
        (without.State, without.Error!.Code, without.Error.Message).ShouldBe(("failed", "config.missing", $"{app} lacks NEEDED, which its app.json requires"));
        (await stack.LogOfAsync(without)).ShouldNotContain("-----> Building");

        await stack.Client.ChangeConfigAsync(app, new ChangeConfig(new Dictionary<string, string> { ["NEEDED"] = "a" }));
        var first = await stack.DeployAsync(app, stack.EnvSource("v1", ("app.json", Env)));

        first.State.ShouldBe("succeeded", first.Error?.Message);
        var log = await stack.LogOfAsync(first);
        log.ShouldContain("-----> app.json sets MODE, MORE\n");
        log.ShouldContain(" !     app.json: 'buildpacks' is not taken over");
        var secret = (await stack.Client.GetConfigAsync(app, "MORE")).Value;
        secret.Length.ShouldBe(64);
        (await stack.AskEnvAsync(app)).ShouldBe($"v1 usual {secret}");
        (await stack.Client.ListConfigAsync(app)).Select(variable => (variable.Name, variable.SetBy)).ShouldBe([("MODE", "app.json"), ("MORE", "app.json"), ("NEEDED", "admin")]);

        await stack.Client.ChangeConfigAsync(app, new ChangeConfig(new Dictionary<string, string> { ["MODE"] = "mine" }, NoRestart: true));
        (await stack.DeployAsync(app, stack.EnvSource("v2", ("app.json", Env)))).State.ShouldBe("succeeded");

        (await stack.AskEnvAsync(app)).ShouldBe($"v2 mine {secret}");
    }
}
