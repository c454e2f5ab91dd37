namespace PipelineDeploy.Server.Tests.Health;

[Trait("Category", "Integration")]
public sealed class HealthTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_process_lives_whatever_it_lacks()
    {
        var answer = await AskAsync("/healthz");

        (answer.Status, answer.Body).ShouldBe((200, "ok"));
    }

    [Fact]
    public async Task Without_HAProxy_the_server_is_not_ready_and_tells_a_stranger_no_more()
    {
        var answer = await AskAsync("/readyz");

        (answer.Status, answer.Body).ShouldBe((503, "not ready"));
    }

    async Task<Answer> AskAsync(string path)
    {
        using var anyone = server.Client(null);
        using var response = await anyone.GetAsync(new Uri(path, UriKind.Relative));
        return await Answer.OfAsync(response);
    }
}
