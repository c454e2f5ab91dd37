using System.Net;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit.Load;

namespace PipelineDeploy.EndToEnd.Deploys;

/// <summary>The docker-compose recipe: <c>pdeploy swap</c> in the folder of a project with two services, with no other set-up.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class ComposeSwapTests(DeployStack stack)
{
    [Fact]
    public async Task A_service_is_swapped_under_load_without_a_lost_request_and_one_that_is_not_healthy_leaves_the_old_one_serving()
    {
        var project = $"composed{Guid.CreateVersion7():n}"[..24];
        var app = $"{project}-web";
        stack.Owns(app);

        var (exitCode, output, errors) = await SwapAsync(project, "v1", "./healthcheck");

        exitCode.ShouldBe(0, output + errors);
        errors.ShouldContain($"Made the app {app}, which answers at http://{app}.localhost:");
        output.ShouldContain(" !     docker-compose.yml line 16: 'services.web.depends_on' is not taken over");
        output.ShouldContain("-----> docker-compose.yml, service web, says ");
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "v1 hello"));

        await using var load = KeepAliveLoad.Start(new LoadOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, stack.RouterPort),
            Host = $"{app}.localhost",
            Connections = 4,
            Pause = TimeSpan.FromMilliseconds(15),
        });
        await stack.Client.ChangeConfigAsync(app, new ChangeConfig(new Dictionary<string, string> { ["GREETING"] = "goodbye" }, NoRestart: true));
        (await SwapAsync(project, "v2", "./healthcheck")).ExitCode.ShouldBe(0);
        (await SwapAsync(project, "v3", "./healthcheck")).ExitCode.ShouldBe(0);
        // The file's own health check would pass.
        var (failed, said, told) = await SwapAsync(project, "v4", "sh -c 'echo not today; exit 3'");
        await load.AskAsync(50);
        var seen = await load.StopAsync();

        seen.Failed.ShouldBe(0, string.Join('\n', seen.Reasons));
        seen.Answers.Keys.ShouldBe(["v1 hello", "v2 goodbye", "v3 goodbye"], ignoreOrder: true);
        (failed, (said + told).Contains("not today", StringComparison.Ordinal)).ShouldBe((6, true), said + told);
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
        (await stack.ServingAsync(app)).ShouldHaveSingleItem().ShouldStartWith("v3-");
        await SeeRollbackAsync(app);
    }

    // It has no source: the command, the port, the environment and the health check are those that the release keeps.
    async Task SeeRollbackAsync(string app)
    {
        await stack.Client.SetSettingAsync(app, "waitToRetire", "0s");

        var back = await stack.EndOfAsync(await stack.Client.RollBackAsync(app, new RollBack(2)));

        back.State.ShouldBe("succeeded", back.Error?.Message);
        (await stack.LogOfAsync(back)).ShouldContain("/app/healthcheck");
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "v2 goodbye"));
    }

    async Task<(int ExitCode, string Output, string Errors)> SwapAsync(string project, string version, string health) =>
        await stack.CliAsync("swap", "web", health, "--path", stack.Source("composed", ("web/version", $"{version}\n")), "--project", project);
}
