using System.Globalization;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Deploys;

[Collection(StackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class RetryTests(DeployStack stack)
{
    [Fact]
    public async Task A_deploy_that_failed_goes_on_without_another_build_once_its_cause_is_gone()
    {
        var app = await stack.NewAppAsync("retry");
        (await stack.DeployVersionAsync(app, "v1")).State.ShouldBe("succeeded");
        var inTheWay = await stack.ForeignContainerAsync($"{app}-green");
        var failed = await stack.DeployVersionAsync(app, "v2");
        failed.Error!.Code.ShouldBe("container.nameTaken");
        await stack.Engine.RemoveContainerAsync(inTheWay, CancellationToken.None);

        var (exitCode, _, errors) = await stack.CliAsync("runs", "retry", failed.Id.ToString(CultureInfo.InvariantCulture));

        exitCode.ShouldBe(0, errors);
        var retry = await stack.EndOfAsync(await stack.Client.GetRunAsync(failed.Id + 1));
        (retry.RetryOf, retry.State, retry.Release).ShouldBe((failed.Id, "succeeded", 2));
        (await Visitor.AskAsync(app, stack.RouterPort)).Body.ShouldBe("Hello from v2");
        (await stack.Database.ColumnAsync<string>($"select event ->> 'kind' from journal where run_id = {retry.Id} and event ->> 'step' = 'build'")).ShouldBe(["stepTakenOver"]);
    }
}
