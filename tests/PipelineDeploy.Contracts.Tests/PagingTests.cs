using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace PipelineDeploy.Contracts.Tests;

public sealed class PagingTests : IAsyncLifetime, IDisposable
{
    static readonly UserView Ann = new("ann", "viewer", new Dictionary<string, string>(), DateTimeOffset.UnixEpoch, "root", IsDisabled: false, null);
    static readonly TokenView Laptop = new(7, "laptop", "ann", "viewer", new Dictionary<string, string>(), DateTimeOffset.UnixEpoch, "ann", null, null, null);
    static readonly SshKeyView Key = new(2, "ann@laptop", "SHA256:x", "ssh-ed25519 AAAA", "ann", DateTimeOffset.UnixEpoch, null);

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
    public async Task Users_are_read_page_by_page()
    {
        Answer("/users", WireJson.Default.UserPage, new([Ann, Ann with { Name = "b.c" }], "b.c"), new([Ann with { Name = "cid" }], null));

        (await client.ListUsersAsync()).Select(user => user.Name).ShouldBe(["ann", "b.c", "cid"]);

        server.Requests.Select(request => request.Path).ShouldBe(["/api/v1/users?limit=500", "/api/v1/users?limit=500&after=b.c"]);
    }

    [Fact]
    public async Task Tokens_and_keys_are_read_page_by_page()
    {
        Answer("/tokens", WireJson.Default.TokenPage, new([Laptop], 7), new([Laptop with { Id = 9 }], null));
        Answer("/ssh-keys", WireJson.Default.SshKeyPage, new([Key], 2), new([], null));

        (await client.ListTokensAsync()).Select(token => token.Id).ShouldBe([7, 9]);
        (await client.ListSshKeysAsync()).ShouldBe([Key]);

        server.Requests.Select(request => request.Path).ShouldBe(
            ["/api/v1/tokens?limit=500", "/api/v1/tokens?limit=500&after=7", "/api/v1/ssh-keys?limit=500", "/api/v1/ssh-keys?limit=500&after=2"]);
    }

    void Answer<T>(string path, JsonTypeInfo<T> type, params T[] pages)
    {
        var left = new Queue<T>(pages);
        server.On("GET", path, context => context.Response.WriteAsync(JsonSerializer.Serialize(left.Dequeue(), type)));
    }
}
