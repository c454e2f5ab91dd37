using System.Text.RegularExpressions;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Deploys;

/// <summary>The two examples of dokku's documents, run for real: what they print is compared line by line.</summary>
/// <remarks>Source: dokku 0.3.26 documents, "Checks Examples".</remarks>
[Collection(StackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed partial class KnownOutputTests(DeployStack stack)
{
    [Fact]
    public async Task The_successful_example_reads_as_people_know_it()
    {
        var app = await stack.NewAppAsync("known", waitToRetire: "1s");
        await stack.DeployVersionAsync(app, "v1");

        var run = await stack.DeployAsync(app, stack.Source("third-attempt"));

        run.State.ShouldBe("succeeded", run.Error?.Message);
        await ShouldReadAsync(run, "third-attempt.txt");
        (await Visitor.AskAsync(app, stack.RouterPort)).Body.ShouldBe("Hello from the third attempt");
        (await stack.Client.ListCheckAttemptsAsync(run.Id)).Select(attempt => attempt.Checks[0].Passed).ShouldBe([false, false, true]);
    }

    [Fact]
    public async Task The_failing_example_reads_as_people_know_it_and_blue_is_untouched()
    {
        var app = await stack.NewAppAsync("known");
        await stack.DeployVersionAsync(app, "v1");
        await using var visitor = new Visitor(app, stack.RouterPort);

        var run = await stack.DeployAsync(app, stack.Source("answers-500"));

        run.State.ShouldBe("rolledBack");
        await ShouldReadAsync(run, "answers-500.txt");
        await visitor.LeaveContentAsync("Hello from v1");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);

        var attempts = await stack.Client.ListCheckAttemptsAsync(run.Id);
        attempts.Select(attempt => (attempt.Number, attempt.Checks[0].Status)).ShouldBe([(1, null), (2, null), (3, 500), (4, 500), (5, 500), (6, 500)]);
        attempts.ShouldAllBe(attempt => attempt.Step == "check" && attempt.Checks[0].LatencyMs > 0);
        attempts[^1].Checks[0].Body.ShouldNotBeNull().Trim().ShouldBe("We are sorry, but something went wrong.");
    }

    async Task ShouldReadAsync(RunView run, string golden)
    {
        var log = (await stack.LogOfAsync(run)).Replace(run.App, "myapp", StringComparison.Ordinal);
        var seen = Port().Replace(log[log.IndexOf("-----> Checks by", StringComparison.Ordinal)..], "$1PORT");

        seen.ShouldBe((await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "PipelineDeploy.EndToEnd", "Deploys", "Golden", golden))).TrimEnd('\n'));
    }

    [GeneratedRegex(@"(127\.0\.0\.1 port |localhost:)\d+")]
    private static partial Regex Port();
}
