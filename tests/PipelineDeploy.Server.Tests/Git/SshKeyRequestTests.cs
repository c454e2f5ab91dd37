using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Auth;

namespace PipelineDeploy.Server.Tests.Git;

[Trait("Category", "Integration")]
public sealed class SshKeyRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    const string Ann = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
    const string Bob = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAID1AF8PoQ4lakrcKp00bfrycmCzPLsSWjM0DVfEq9GYM";

    const string Carl = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE+PtyUWjZbNCohnXJxTbciFyz9qQQdtcrxGcXnVNvU9";

    [Fact]
    public async Task A_key_belongs_to_the_token_it_was_added_with_and_ends_with_it()
    {
        var token = (await server.Get<TokenStore>().CreateAsync(NewToken.OfServer("bob"), default)).ShouldNotBeNull().Token;
        using var bob = new PipelineDeployClient(server.Address, token);
        using var admin = new PipelineDeployClient(server.Address, server.Token);

        var anns = await admin.AddSshKeyAsync(new AddSshKey($"{Ann} ann@laptop"));
        var bobs = await bob.AddSshKeyAsync(new AddSshKey(Bob, "office"));

        (anns.Name, anns.Owner, bobs.Name, bobs.Owner, bobs.PublicKey).ShouldBe(("ann@laptop", "admin", "office", "bob", Bob));
        (await server.SendAsync(HttpMethod.Post, "/api/v1/ssh-keys", JsonSerializer.Serialize(new AddSshKey(Ann), WireJson.Default.AddSshKey))).ShouldBeProblem(409, "ssh.keyExists");
        await server.Database.ColumnAsync<long>("delete from tokens where name = 'bob' returning id");
        (await admin.ListSshKeysAsync()).ShouldHaveSingleItem().ShouldBe(anns);
        (await server.SendAsync(HttpMethod.Get, $"/api/v1/ssh-keys/{bobs.Id}/git-receive-pack/shop", json: null, ("Connection", "Upgrade"), ("Upgrade", "git"))).ShouldBeProblem(404, "ssh.unknownKey");
        (await admin.RemoveSshKeyAsync(anns.Id)).ShouldBe(anns);
        (await admin.ListSshKeysAsync()).ShouldBeEmpty();
        (await server.SendAsync(HttpMethod.Delete, $"/api/v1/ssh-keys/{anns.Id}")).ShouldBeProblem(404, "ssh.unknownKey");
    }

    [Fact]
    public async Task Users_see_and_remove_the_keys_of_all_their_tokens_whatever_they_have_signed_in_with()
    {
        using var admin = new PipelineDeployClient(server.Address, server.Token);
        await admin.CreateUserAsync(new CreateUser("carl", "correct horse battery", "viewer"));
        await admin.CreateUserAsync(new CreateUser("dora", "correct horse battery", "viewer"));
        using var laptop = await TokenOfAsync("carl", "laptop");
        using var phone = await TokenOfAsync("carl", "phone");
        using var dora = await TokenOfAsync("dora", "laptop");

        var key = await laptop.AddSshKeyAsync(new AddSshKey(Carl, "desk"));

        (key.Owner, key.User).ShouldBe(("laptop", "carl"));
        (await phone.ListSshKeysAsync()).ShouldHaveSingleItem().ShouldBe(key);
        (await dora.ListSshKeysAsync()).ShouldBeEmpty();
        (await Should.ThrowAsync<ApiException>(() => dora.RemoveSshKeyAsync(key.Id))).Problem.Code.ShouldBe("ssh.unknownKey");
        (await phone.RemoveSshKeyAsync(key.Id)).ShouldBe(key);
        (await laptop.ListSshKeysAsync()).ShouldBeEmpty();
    }

    async Task<PipelineDeployClient> TokenOfAsync(string user, string name)
    {
        using var anyone = new PipelineDeployClient(server.Address, null);
        return new PipelineDeployClient(server.Address, (await anyone.SignInForTokenAsync(new SignInForToken(user, "correct horse battery", name))).Secret);
    }

    [Theory]
    [InlineData("""{"key":"ssh-ed25519 AAAA"}""", "ssh.badKey")]
    [InlineData("""{"key":"-----BEGIN OPENSSH PRIVATE KEY-----"}""", "ssh.privateKey")]
    [InlineData($$"""{"key":"{{Ann}}","name":"a\nb"}""", "ssh.badName")]
    [InlineData("{}", "request.missingField")]
    public async Task What_is_no_key_is_refused(string body, string code) => (await server.SendAsync(HttpMethod.Post, "/api/v1/ssh-keys", body)).ShouldBeProblem(400, code);

    [Theory]
    [InlineData("git-upload-archive", true)]
    [InlineData("sh", true)]
    [InlineData("git-receive-pack", false)]
    public async Task Git_is_served_only_to_a_connection_that_is_handed_over(string service, bool isUpgrade)
    {
        var answer = await server.SendAsync(HttpMethod.Get, $"/api/v1/ssh-keys/1/{service}/shop", json: null, isUpgrade ? [("Connection", "Upgrade"), ("Upgrade", "git")] : []);

        answer.ShouldBeProblem(400, "git.badService");
    }
}
