using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace PipelineDeploy.Server.Tests.Auth;

[Trait("Category", "Integration")]
public sealed class EveryDoorTests(RunningServer server) : IClassFixture<RunningServer>
{
    static readonly string[] Open =
    [
        "GET /healthz", "GET /readyz", "GET /openapi/{documentName}.json", "GET /assets/{name}", "GET /static/{name}", "GET /sign-in", "POST /sign-in",
        "GET /sign-in/{code}", "POST /sign-in/{code}", "GET /set-up", "POST /set-up", "POST /api/v1/sign-in", "POST /hooks/{hook}",
    ];

    [Fact]
    public async Task Every_endpoint_but_the_named_ones_is_closed_without_a_token()
    {
        var doors = server.App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(door => door.Metadata.GetMetadata<IHttpMethodMetadata>().ShouldNotBeNull(door.DisplayName).HttpMethods
                .Select(method => (Method: method, Route: "/" + door.RoutePattern.RawText!.Trim('/'))))
            .ToList();
        using var client = server.Client(null);
        List<string> answered = [];

        foreach (var (method, route) in doors)
        {
            var path = route.Replace("{app}", "shop").Replace("{name}", "port").Replace("{id:long}", "1").Replace("{code}", "x").Replace("{documentName}", "v1");
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await client.SendAsync(request);
            if ((int)response.StatusCode != 401)
            {
                answered.Add($"{method} {route}");
            }
        }

        doors.Count.ShouldBeGreaterThan(15);
        answered.ShouldBe(Open, ignoreOrder: true);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("pd_wrong")]
    public async Task Without_a_known_token_the_API_answers_a_problem_that_tells_how_to_sign_in(string? token)
    {
        using var client = server.Client(token);
        using var response = await client.GetAsync(new Uri("/api/v1/apps", UriKind.Relative));

        var answer = await Answer.OfAsync(response);

        answer.ShouldBeProblem(401, "auth.missing").Hint.ShouldNotBeNull().ShouldContain("pdeploy login");
    }
}
