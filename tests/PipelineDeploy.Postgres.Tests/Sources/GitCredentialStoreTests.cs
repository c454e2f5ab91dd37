using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Postgres.Config;
using PipelineDeploy.Postgres.Sources;

namespace PipelineDeploy.Postgres.Tests.Sources;

[Trait("Category", "Integration")]
public sealed class GitCredentialStoreTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    readonly GitCredentialStore _store = new(house.Database.Source);

    [Fact]
    public async Task A_sign_in_is_kept_by_app_and_host_replaced_and_forgotten()
    {
        await house.CreateAppAsync("git-shop");
        await house.CreateAppAsync("git-blog");
        var token = new GitCredential("git.example.com", GitCredentialKind.Token, "deploy", null, "ann", Noon);
        var key = new GitCredential("git.example.com", GitCredentialKind.Key, "", "git.example.com ssh-ed25519 AAAA\n", "bob", Noon.AddHours(1));
        await SetAsync("git-shop", token, "sealed-1");
        await SetAsync("git-shop", token with { Host = "a.example.com:8443" }, "sealed-2");

        (await FindAsync("git-shop", "git.example.com")).ShouldBe((token, "sealed-1"));
        (await FindAsync("git-blog", "git.example.com")).ShouldBeNull();
        (await FindAsync("git-shop", "a.example.com")).ShouldBeNull();
        (await _store.ListAsync("git-shop", CancellationToken.None)).Select(one => one.Host).ShouldBe(["a.example.com:8443", "git.example.com"]);

        await SetAsync("git-shop", key, "sealed-3");
        (await FindAsync("git-shop", "git.example.com")).ShouldBe((key, "sealed-3"));

        (await _store.RemoveAsync("git-shop", "git.example.com", CancellationToken.None)).ShouldBeTrue();
        (await _store.RemoveAsync("git-shop", "git.example.com", CancellationToken.None)).ShouldBeFalse();
        (await FindAsync("git-shop", "git.example.com")).ShouldBeNull();
        (await _store.RemoveAsync("git-shop", "a.example.com:8443", CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Keys_that_a_sign_in_was_sealed_with_cannot_be_exchanged()
    {
        var canary = new CanaryStore(house.Database.Source);
        await house.CreateAppAsync("git-canary");
        (await canary.ReplaceAsync(await canary.ReadAsync(CancellationToken.None), "first", CancellationToken.None)).ShouldBeTrue();

        await SetAsync("git-canary", new GitCredential("git.example.com", GitCredentialKind.Token, "git", null, "ann", Noon), "sealed");
        (await canary.ReplaceAsync("first", "second", CancellationToken.None)).ShouldBeFalse();

        await _store.RemoveAsync("git-canary", "git.example.com", CancellationToken.None);
    }

    Task SetAsync(string app, GitCredential credential, string secret) => _store.SetAsync(app, credential, secret, CancellationToken.None);

    Task<(GitCredential Credential, string SealedSecret)?> FindAsync(string app, string host) => _store.FindAsync(app, host, CancellationToken.None);
}
