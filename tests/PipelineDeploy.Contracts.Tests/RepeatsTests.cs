using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PipelineDeploy.Contracts.Tests;

public sealed class RepeatsTests : IAsyncLifetime, IDisposable
{
    const string Header = "Idempotency-Key";

    RecordedServer server = null!;
    PipelineDeployClient client = null!;

    public async Task InitializeAsync()
    {
        server = await RecordedServer.StartAsync();
        client = new PipelineDeployClient(server.Address, RecordedServer.Token);
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task A_post_whose_connection_is_lost_is_sent_again_with_the_same_key_and_body()
    {
        List<string> bodies = [];
        server.On("POST", "/apps", async context =>
        {
            bodies.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            if (bodies.Count == 1)
            {
                context.Abort();
                return;
            }

            await context.Response.WriteAsync(JsonSerializer.Serialize(Sample.App(), WireJson.Default.AppView));
        });

        (await client.CreateAppAsync(new CreateApp("shop"))).Name.ShouldBe("shop");

        bodies.Count.ShouldBe(2);
        bodies.Distinct().ShouldHaveSingleItem();
        Guid.TryParse(server.Requests.Select(request => request.Headers[Header]).Distinct().ShouldHaveSingleItem(), out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_first_try_that_is_still_under_way_is_waited_for()
    {
        var tries = 0;
        server.On("POST", "/runs/12/cancel", context => ++tries < 3
            ? WriteAsync(context, 409, new Problem(null, "Under way", 409, "idempotency.underWay"), WireJson.Default.Problem)
            : WriteAsync(context, 202, Sample.Run("cancelled"), WireJson.Default.RunView));

        (await client.CancelRunAsync(12)).State.ShouldBe("cancelled");

        server.Requests.Select(request => request.Headers[Header]).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_is_not_tried_for_ever()
    {
        server.On("POST", "/apps", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        await Should.ThrowAsync<ServerUnreachableException>(() => client.CreateAppAsync(new CreateApp("shop")));

        server.Requests.Select(request => request.Headers[Header]).Distinct().ShouldHaveSingleItem();
        server.Requests.Count.ShouldBeInRange(3, 6, "three tries, each of which the runtime may send again by itself");
    }

    [Fact]
    public async Task Each_thing_gets_a_key_of_its_own_and_what_changes_nothing_or_is_nobodys_gets_none()
    {
        server.On("POST", "/apps", Sample.App(), WireJson.Default.AppView, 201).On("GET", "/apps/shop", Sample.App(), WireJson.Default.AppView);
        using var nobody = new PipelineDeployClient(server.Address, null);

        await client.CreateAppAsync(new CreateApp("shop"));
        await client.CreateAppAsync(new CreateApp("shop"));
        using var any = await client.SendAsync(HttpMethod.Post, "apps", "{}");
        await client.GetAppAsync("shop");
        await Should.ThrowAsync<ApiException>(() => nobody.SendAsync(HttpMethod.Post, "apps", "{}"));

        var keys = server.Requests.Select(request => request.Headers.GetValueOrDefault(Header)).ToList();
        keys.Take(3).Distinct().Count().ShouldBe(3);
        keys.Take(3).ShouldAllBe(key => key != null);
        keys.Skip(3).ShouldBe([null, null]);
    }

    static Task WriteAsync<T>(HttpContext context, int status, T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, type, status == 409 ? "application/problem+json" : "application/json");
    }
}
