using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Sources;

[Trait("Category", "Integration")]
public sealed class GitRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    const string Secret = "T0PSECRET-0123456789";

    [Fact]
    public async Task A_sign_in_goes_in_and_never_comes_out()
    {
        await server.CreateAppAsync("signs-in");

        var set = await PutAsync("signs-in", "Git.Example.com", new SetGitAccess(Token: Secret, User: "deploy"));
        var key = await PutAsync("signs-in", "git.example.com:2222", new SetGitAccess(Key: $"-----BEGIN OPENSSH PRIVATE KEY-----\n{Secret}\n", KnownHosts: "host ssh-ed25519 AAAA"));
        var listed = await server.SendAsync(HttpMethod.Get, "/api/v1/apps/signs-in/git-access");
        var kept = string.Concat(await server.Database.ColumnAsync<string>("select to_jsonb(git_access)::text from git_access"));
        var removed = await server.SendAsync(HttpMethod.Delete, "/api/v1/apps/signs-in/git-access/git.example.com");

        set.Status.ShouldBe(200, set.Body);
        var views = listed.Read(WireJson.Default.IReadOnlyListGitAccessView);
        views.Select(view => (view.Host, view.Kind, view.User)).ShouldBe([("git.example.com", "token", "deploy"), ("git.example.com:2222", "key", null)]);
        (set.Body + key.Body + listed.Body + kept).ShouldNotContain(Secret);
        removed.Read(WireJson.Default.IReadOnlyListGitAccessView).ShouldHaveSingleItem().Host.ShouldBe("git.example.com:2222");
        (await server.SendAsync(HttpMethod.Delete, "/api/v1/apps/signs-in/git-access/git.example.com")).ShouldBeProblem(404, "git.noAccess");
    }

    [Fact]
    public async Task What_is_no_sign_in_is_refused_without_being_repeated()
    {
        await server.CreateAppAsync("signs-badly");

        foreach (var (access, code) in new[]
        {
            (new SetGitAccess(), "git.badSecret"), (new SetGitAccess(Token: ""), "git.badSecret"), (new SetGitAccess(Token: Secret, Key: Secret), "git.badSecret"),
            (new SetGitAccess(Token: Secret, KnownHosts: "x"), "git.badSecret"), (new SetGitAccess(Key: Secret, KnownHosts: "x"), "git.badSecret"), (new SetGitAccess(Token: Secret + "\n"), "git.badSecret"),
            (new SetGitAccess(Key: $"-----BEGIN OPENSSH PRIVATE KEY-----\n{Secret}"), "git.noKnownHosts"),
        })
        {
            var answer = await PutAsync("signs-badly", "git.example.com", access);

            answer.ShouldBeProblem(400, code).Hint.ShouldNotBeNullOrEmpty();
            answer.Body.ShouldNotContain(Secret);
        }

        (await PutAsync("signs-badly", "-oProxyCommand=id", new SetGitAccess(Token: Secret))).ShouldBeProblem(400, "git.badHost");
        (await PutAsync("nobody", "git.example.com", new SetGitAccess(Token: Secret))).ShouldBeProblem(404, "app.notFound");
    }

    [Theory]
    [InlineData("git=file:///etc", 400, "git.badUrl")]
    [InlineData("git=ext::sh", 400, "git.badUrl")]
    [InlineData("git=https://ann:T0PSECRET@git.example.com/shop.git", 400, "git.secretInUrl")]
    [InlineData("git=http://127.0.0.1:1/shop.git", 400, "http.addressRefused")]
    [InlineData("git=https://169.254.169.254/shop.git", 400, "http.addressRefused")]
    [InlineData("git=https://127.0.0.1/shop.git&ref=--upload-pack=id", 400, "git.badRef")]
    [InlineData("ref=main", 400, "git.noUrl")]
    [InlineData("git=https://127.0.0.1/shop.git&image=shop:v1", 400, "request.badInput")]
    [InlineData("git=https://127.0.0.1/shop.git&rebuild=true", 400, "request.badInput")]
    [InlineData("rebuild=true&input=a=b", 400, "request.badInput")]
    [InlineData("rebuild=true", 409, "redeploy.nothingServes")]
    [InlineData("rebuild=true&pipeline=blue-green&input=a=b", 409, "redeploy.nothingServes")]
    public async Task A_source_that_cannot_be_is_refused_before_there_is_a_run(string query, int status, string code)
    {
        var app = $"git-{code}-{query.Length}".ToLowerInvariant().Replace('.', '-');
        await server.CreateAppAsync(app);

        var answer = await server.SendAsync(HttpMethod.Post, $"/api/v1/apps/{app}/deploys?{query}");

        answer.ShouldBeProblem(status, code);
        answer.Body.ShouldNotContain("T0PSECRET");
        (await server.SendAsync(HttpMethod.Get, $"/api/v1/runs?app={app}")).Read(WireJson.Default.RunPage).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archive_beside_a_repository_is_one_too_many()
    {
        await server.CreateAppAsync("git-and-archive");
        using var body = new ByteArrayContent([1, 2, 3]);
        body.Headers.ContentType = new("application/x-tar");

        (await server.SendAsync(HttpMethod.Post, "/api/v1/apps/git-and-archive/deploys?git=https://127.0.0.1/shop.git", body)).ShouldBeProblem(400, "request.badInput").Title!.ShouldContain("an archive");
    }

    [Fact]
    public async Task An_apps_own_repository_must_be_one() =>
        (await SetUrlAsync("git-setting", "file:///etc")).ShouldBeProblem(400, "git.badUrl");

    async Task<Answer> SetUrlAsync(string app, string url)
    {
        await server.CreateAppAsync(app);
        return await server.SendAsync(HttpMethod.Put, $"/api/v1/apps/{app}/settings/gitUrl", $$"""{"value":"{{url}}"}""");
    }

    Task<Answer> PutAsync(string app, string host, SetGitAccess access) => server.SendAsync(
        HttpMethod.Put, $"/api/v1/apps/{app}/git-access/{Uri.EscapeDataString(host)}", JsonSerializer.Serialize(access, WireJson.Default.SetGitAccess));
}
