using System.Text.Json.Nodes;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit.Http;

namespace PipelineDeploy.EndToEnd.Deploys;

[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class NotifyTests(DeployStack stack)
{
    [Fact]
    public async Task People_hear_of_a_failed_deploy_and_the_address_they_hear_it_by_is_nowhere_to_be_read()
    {
        var app = await stack.NewAppAsync("notify");
        using var receiver = new Receiver(request => (request.Path.EndsWith("/gone", StringComparison.Ordinal) ? 404 : 200, "said by the webhook"));
        var webhook = $"{receiver.Address}hooks/T0PSECRETPATH";
        var name = $"told-{app}";
        await stack.Client.PublishPipelineAsync(new PublishPipeline(
            $$"""
            name: {{name}}
            steps:
              - uses: build
              - {id: wrong, uses: notify, when: always, with: {via: slack, webhook: "{{webhook}}/gone" } }
              - {id: told, uses: notify, when: always, needs: [], with: {via: webhook, webhook: "{{webhook}}", on: failure} }
            """));
        await stack.Client.SetSettingAsync(app, "pipeline", name);

        var run = await stack.DeployAsync(app, stack.Source("no-dockerfile"));

        run.State.ShouldBe("failed");
        run.Steps.Select(step => (step.Id, step.State)).ShouldBe([("build", "failed"), ("wrong", "failed"), ("told", "succeeded")]);
        var told = JsonNode.Parse(receiver.Requests.Single(request => !request.Path.EndsWith("/gone", StringComparison.Ordinal)).Body)!;
        (told["event"]!.GetValue<string>(), told["app"]!.GetValue<string>(), told["error"]!["code"]!.GetValue<string>()).ShouldBe(("run.failed", app, "source.noDockerfile"));
        var journal = string.Concat(await stack.Database.ColumnAsync<string>($"select event::text from journal where run_id = {run.Id}"));
        journal.ShouldContain("The webhook answered 404");
        (journal + await stack.LogOfAsync(run)).ShouldNotContain("T0PSECRETPATH");
    }
}
