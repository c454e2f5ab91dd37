using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Users;

/// <summary>The pages of users, tokens and keys.</summary>
[Trait("Category", "Integration")]
public sealed class AccessPagingTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    const int Many = 510;

    public Task InitializeAsync() => server.Database.ExecuteAsync(
        $"""
        insert into users (name, role, password, created_at, created_by)
            select 'user-' || lpad(n::text, 4, '0'), 'viewer', 'none', now(), 'test' from generate_series(1, {Many}) n on conflict do nothing;
        insert into tokens (name, role, hash, user_id, created_at)
            select 't' || n, 'viewer', sha256(('t' || n)::bytea), (select id from users where name = 'user-0001'), now() from generate_series(1, {Many}) n on conflict do nothing;
        insert into ssh_keys (name, fingerprint, public_key, token_id, added_at)
            select 'k', 'SHA256:' || n, 'ssh-ed25519 A', (select id from tokens where name = 't1'), now() from generate_series(1, {Many}) n on conflict do nothing
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Users_follow_one_another_by_name_until_there_is_no_next()
    {
        var first = await UsersAsync("?limit=300");
        var second = await UsersAsync($"?limit=300&after={first.Next}");

        (first.Items.Count, first.Next, second.Items.Count, second.Next).ShouldBe((300, "user-0300", Many - 300, null));
        first.Items.Concat(second.Items).Select(user => user.Name).ShouldBe(Enumerable.Range(1, Many).Select(number => $"user-{number:0000}"));
        (await UsersAsync("")).Items.Count.ShouldBe(100);
        (await UsersAsync("?limit=9999")).Items.Count.ShouldBe(500);
        (await UsersAsync("?limit=-1")).Items.ShouldHaveSingleItem();
        (await UsersAsync("?after=zzz")).ShouldSatisfyAllConditions(page => page.Items.ShouldBeEmpty(), page => page.Next.ShouldBeNull());
    }

    [Fact]
    public async Task Tokens_follow_one_another_by_number_and_are_ones_own()
    {
        var userId = await server.Database.ColumnAsync<long>("select id from users where name = 'user-0002'");
        var secret = (await server.Get<TokenStore>().CreateAsync(new NewToken($"own-{Guid.CreateVersion7():N}", Rights.None, userId[0], null, "test", null), default)).ShouldNotBeNull().Token;
        using var own = new PipelineDeployClient(server.Address, secret);
        using var admin = new PipelineDeployClient(server.Address, server.Token);

        var first = await admin.GetTokenPageAsync(limit: 200);
        var second = await admin.GetTokenPageAsync(first.Next, limit: 200);

        (first.Items.Count, first.Next, second.Items[0].Id > first.Next).ShouldBe((200, first.Items[^1].Id, true));
        (await own.GetTokenPageAsync(limit: 1)).ShouldSatisfyAllConditions(page => page.Items.ShouldHaveSingleItem().User.ShouldBe("user-0002"), page => page.Next.ShouldNotBeNull());
        (await own.ListTokensAsync()).ShouldHaveSingleItem().User.ShouldBe("user-0002");
        (await admin.ListTokensAsync()).Select(token => token.Id).ShouldBeUnique();
        (await admin.ListTokensAsync()).Count.ShouldBeGreaterThan(Many);
    }

    [Fact]
    public async Task Keys_follow_one_another_by_number()
    {
        using var admin = new PipelineDeployClient(server.Address, server.Token);

        var first = await admin.GetSshKeyPageAsync(limit: 500);
        var second = await admin.GetSshKeyPageAsync(first.Next, limit: 500);

        (first.Items.Count, second.Items.Count, second.Next).ShouldBe((500, Many - 500, null));
        (await admin.ListSshKeysAsync()).Select(key => key.Fingerprint).ShouldBe(Enumerable.Range(1, Many).Select(number => $"SHA256:{number}"), ignoreOrder: true);
    }

    [Theory]
    [InlineData("users?limit=many")]
    [InlineData("users?after=%00")]
    [InlineData("tokens?after=first")]
    [InlineData("tokens?after=99999999999999999999")]
    [InlineData("ssh-keys?after=x")]
    [InlineData("ssh-keys?limit=1e3")]
    public async Task What_is_no_page_is_told(string query) => (await server.SendAsync(HttpMethod.Get, $"/api/v1/{query}")).ShouldBeProblem(400, "request.badParameter");

    async Task<UserPage> UsersAsync(string query) => (await server.SendAsync(HttpMethod.Get, $"/api/v1/users{query}")).Read(WireJson.Default.UserPage);
}
