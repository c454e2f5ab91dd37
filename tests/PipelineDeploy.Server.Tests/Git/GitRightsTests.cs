using System.Net.Http.Headers;
using System.Text;
using PipelineDeploy.Postgres.Auth;

namespace PipelineDeploy.Server.Tests.Git;

/// <summary>Who may push to an app, and fetch from it: whoever deploys it.</summary>
[Trait("Category", "Integration")]
public sealed class GitRightsTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("own", Role.Deployer, 200, "")]
    [InlineData("own", Role.Viewer, 403, "This takes the role deployer on own, and you are viewer.")]
    [InlineData("other", Role.Admin, 404, "There is no app 'own'")]
    public async Task A_push_takes_a_deployer_of_the_app_and_who_may_not_see_it_is_told_that_there_is_none(string app, Role role, int status, string says)
    {
        foreach (var name in new[] { "own", "other" })
        {
            (await server.SendAsync(HttpMethod.Post, "/api/v1/apps", $$"""{"name":"{{name}}"}""")).Status.ShouldBeOneOf(201, 409);
        }

        var wanted = NewToken.OfServer($"git-{app}-{role}") with { Rights = Rights.Of(app, role) };
        var token = (await server.Get<TokenStore>().CreateAsync(wanted, default)).ShouldNotBeNull().Token;
        using var client = server.Client(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"ann:{token}")));
        foreach (var service in new[] { "git-receive-pack", "git-upload-pack" })
        {
            using var response = await client.GetAsync(new Uri($"/own.git/info/refs?service={service}", UriKind.Relative));

            var answer = await Answer.OfAsync(response);
            answer.Status.ShouldBe(status, answer.Body);
            (answer.MediaType == "text/plain").ShouldBe(status != 200, "git shows a plain text to its user");
            answer.Body.ShouldContain(says);
        }
    }
}
