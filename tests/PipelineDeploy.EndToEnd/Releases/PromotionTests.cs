using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Releases;

[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class PromotionTests(DeployStack stack)
{
    [Fact]
    public async Task The_image_of_another_app_is_deployed_without_a_build_and_with_the_apps_own_config()
    {
        var (staging, production) = (await stack.NewAppAsync("staging"), await stack.NewAppAsync("production"));
        await SetModeAsync(staging, "try");
        await SetModeAsync(production, "real");
        await stack.DeployEnvAsync(staging, "v1");

        var (exitCode, output, errors) = await stack.CliAsync("promote", staging, "-a", production);

        exitCode.ShouldBe(0, output + errors);
        (await stack.AskEnvAsync(production)).ShouldBe("v1 real");
        (await stack.AskEnvAsync(staging)).ShouldBe("v1 try");
        var release = (await stack.Client.ListReleasesAsync(production)).Items.Single();
        (release.Number, release.From, release.Pipeline).ShouldBe((1, new ReleaseOrigin(staging, 1), "blue-green"));
        release.Image.ShouldBe((await stack.Client.GetReleaseAsync(staging, 1)).Image);

        var again = await stack.EndOfAsync(await stack.Client.PromoteAsync(production, new Promote(staging, 1)));
        again.Steps.Where(step => step.State == "succeeded").Select(step => step.Id).ShouldBe(["release"]);
    }

    [Fact]
    public async Task What_cannot_be_promoted_is_refused_with_the_reason()
    {
        var (staging, production) = (await stack.NewAppAsync("empty"), await stack.NewAppAsync("waiting"));

        (await RefusedAsync(production, new Promote(staging))).ShouldBe((409, "release.nothingServes"));
        (await RefusedAsync(production, new Promote(staging, 3))).ShouldBe((404, "release.notFound"));
        (await RefusedAsync(production, new Promote(production))).ShouldBe((400, "promotion.sameApp"));
        (await RefusedAsync(production, new Promote("nobody"))).ShouldBe((404, "app.notFound"));
        (await RefusedAsync("nobody", new Promote(staging))).ShouldBe((404, "app.notFound"));
    }

    async Task<(int Status, string Code)> RefusedAsync(string app, Promote wanted)
    {
        var problem = (await Should.ThrowAsync<ApiException>(() => stack.Client.PromoteAsync(app, wanted))).Problem;
        return (problem.Status, problem.Code!);
    }

    Task<ConfigChangeView> SetModeAsync(string app, string mode) =>
        stack.Client.ChangeConfigAsync(app, new ChangeConfig(new Dictionary<string, string> { ["MODE"] = mode }));
}
