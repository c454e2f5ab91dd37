using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Webhooks;

public sealed class WebhookPayloadTests
{
    const string None = "0000000000000000000000000000000000000000";
    const string Old = "1111111111111111111111111111111111111111";
    const string New = "2222222222222222222222222222222222222222";

    [Fact]
    public void GitLab_tells_of_pushes_tags_and_releases()
    {
        var project = new { path_with_namespace = "acme/web/shop", git_http_url = "https://gitlab.example.com/acme/web/shop.git", git_ssh_url = "git@gitlab.example.com:acme/web/shop.git" };
        var commits = new[] { new { id = New, added = new[] { "a" }, modified = new[] { "b" }, removed = Array.Empty<string>() } };
        var push = Gitlab(new { object_kind = "push", @ref = "refs/heads/main", before = Old, after = New, checkout_sha = New, user_username = "ann", project, commits, total_commits_count = 1 });
        var tag = Gitlab(new { object_kind = "tag_push", @ref = "refs/tags/v1", before = None, after = Old, checkout_sha = New, project, commits = Array.Empty<int>(), total_commits_count = 0 });
        var gone = Gitlab(new { object_kind = "push", @ref = "refs/heads/main", before = Old, after = None, checkout_sha = (string?)null, project });
        var release = Gitlab(new { object_kind = "release", action = "create", tag = "v2", project, commit = new { id = New } });

        (push.Kind, push.Ref, push.Commit, push.Sender).ShouldBe((WebhookEventKind.Push, "refs/heads/main", New, "ann"));
        push.Paths.ShouldBe(["a", "b"], ignoreOrder: true);
        push.Repositories.ShouldContain("acme/web/shop");
        (tag.Kind, tag.Tag, tag.Commit, tag.Paths).ShouldBe((WebhookEventKind.Push, "v1", New, null));
        (gone.Kind, gone.Branch).ShouldBe((WebhookEventKind.Deletion, "main"));
        (release.Kind, release.Tag, release.Commit).ShouldBe((WebhookEventKind.Release, "v2", New));
        Gitlab(new { object_kind = "merge_request", project }).Kind.ShouldBe(WebhookEventKind.Other);
    }

    [Fact]
    public void GitLab_lists_twenty_commits_of_more_and_then_the_files_are_not_known() =>
        Gitlab(new { object_kind = "push", @ref = "refs/heads/main", before = Old, after = New, commits = new[] { new { added = new[] { "a" }, modified = Array.Empty<string>(), removed = Array.Empty<string>() } }, total_commits_count = 21 })
            .Paths.ShouldBeNull();

    [Fact]
    public void Gitea_tells_like_GitHub_and_says_how_many_commits_there_are()
    {
        var body = Requests.Json(new { @ref = "refs/heads/main", before = Old, after = New, total_commits = 3, commits = new[] { new { added = new[] { "a" }, modified = Array.Empty<string>(), removed = Array.Empty<string>() } }, repository = new { full_name = "acme/shop", clone_url = "https://gitea.example.com/acme/shop.git", fork = true } });

        foreach (var header in new[] { "X-Gitea-Event", "X-Forgejo-Event" })
        {
            var push = Read(WebhookHost.Gitea, body, (header, "push"));

            (push.Kind, push.Branch, push.Commit, push.IsFork, push.Paths).ShouldBe((WebhookEventKind.Push, "main", New, true, null));
        }
    }

    [Fact]
    public void Bitbucket_tells_of_several_branches_at_once()
    {
        var body = Requests.Json(new
        {
            actor = new { nickname = "ann" },
            repository = new { full_name = "acme/shop", links = new { html = new { href = "https://bitbucket.org/acme/shop" } } },
            push = new
            {
                changes = new object[]
                {
                    new { @new = (object?)null, old = new { type = "branch", name = "gone" } },
                    new { @new = new { type = "branch", name = "main", target = new { hash = New } }, old = (object?)null },
                    new { @new = new { type = "tag", name = "v1", target = new { hash = New } }, old = (object?)null },
                },
            },
        });

        var events = WebhookPayload.Read(WebhookHost.Bitbucket, Requests.Of(body, ("X-Event-Key", "repo:push")));

        events.Select(one => (one.Kind, one.Ref)).ShouldBe([(WebhookEventKind.Deletion, "refs/heads/gone"), (WebhookEventKind.Push, "refs/heads/main"), (WebhookEventKind.Push, "refs/tags/v1")]);
        Read(WebhookHost.Bitbucket, "{}", ("X-Event-Key", "pullrequest:created")).Kind.ShouldBe(WebhookEventKind.Other);
    }

    [Fact]
    public void Anybody_can_tell_in_the_generic_form()
    {
        var push = Read(WebhookHost.Generic, Requests.Json(new { type = "push", data = new { repository = "acme/shop", @ref = "refs/heads/main", commit = New, paths = new[] { "src/a" }, sender = "ci" } }));

        (push.Kind, push.Branch, push.Commit, push.Sender).ShouldBe((WebhookEventKind.Push, "main", New, "ci"));
        push.Paths.ShouldBe(["src/a"]);
    }

    [Fact]
    public void GitHubs_form_is_read_like_its_json()
    {
        var json = Requests.Json(new { @ref = "refs/heads/main", after = New, before = Old, repository = new { full_name = "acme/shöp+x" } });
        var push = Read(WebhookHost.Github, "payload=" + Uri.EscapeDataString(json).Replace("%20", "+", StringComparison.Ordinal), ("X-GitHub-Event", "push"), ("Content-Type", "application/x-www-form-urlencoded"));

        (push.Branch, push.Repositories[0]).ShouldBe(("main", "acme/shöp+x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null,")]
    [InlineData("{")]
    [InlineData("{\"ref\":")]
    [InlineData("payload=%7B%7D")]
    [InlineData("{\"ref\":\"\\ud800\",\"after\":\"x\"}")]
    public void What_is_no_json_is_refused(string body) =>
        Should.Throw<UserErrorException>(() => Read(WebhookHost.Github, body, ("X-GitHub-Event", "push"))).Error.ShouldSatisfyAllConditions(error => error.Code.ShouldBe("webhook.badBody"), error => error.Hint.ShouldNotBeNullOrEmpty());

    [Fact]
    public void A_deep_body_is_refused_however_it_is_deep()
    {
        foreach (var body in new[] { Deep("[", "]", 100_000), Deep("{\"a\":", "}", 100_000, "1"), Deep("[", "]", 65) })
        {
            Should.Throw<UserErrorException>(() => Read(WebhookHost.Github, body, ("X-GitHub-Event", "push"))).Error.Code.ShouldBe("webhook.badBody");
        }
    }

    // Every place of a real body in turn holds something else: nothing but a verdict comes of it.
    [Theory]
    [InlineData(WebhookHost.Github)]
    [InlineData(WebhookHost.Gitlab)]
    [InlineData(WebhookHost.Gitea)]
    [InlineData(WebhookHost.Bitbucket)]
    [InlineData(WebhookHost.Generic)]
    public void Bodies_of_any_shape_are_read_without_a_crash(WebhookHost host)
    {
        string[] odd = ["null", "1", "1e400", "\"\"", "\"x\"", "[]", "{}", "[null]", "true", "\"refs/heads/--upload-pack=x\"", "\"\\u0000\\u001b[31m\""];
        string[] places = ["ref", "before", "after", "commits", "repository", "project", "push", "data", "object_kind", "action", "release", "type", "head_commit", "sender"];
        foreach (var (place, value) in places.SelectMany(_ => odd, (place, value) => (place, value)))
        {
            var body = $$"""{"object_kind":"push","type":"push","ref":"refs/heads/main","after":"{{New}}","{{place}}":{{value}}}""";

            var events = WebhookPayload.Read(host, Requests.Of(body, ("X-GitHub-Event", "push"), ("X-Event-Key", "repo:push")));

            events.ShouldNotBeEmpty();
            events.ShouldAllBe(one => one.Ref == null || (one.Ref.StartsWith("refs/", StringComparison.Ordinal) && !one.Ref.Contains('\u001b')));
        }
    }

    [Theory]
    [InlineData("refs/heads/a..b")]
    [InlineData("--upload-pack=touch /tmp/x")]
    [InlineData("refs/heads/x y")]
    [InlineData("refs/heads/$(id)\n")]
    [InlineData("+refs/heads/main:refs/heads/main")]
    public void What_is_no_ref_is_none(string text) =>
        Read(WebhookHost.Github, Requests.Json(new { @ref = text, before = Old, after = New }), ("X-GitHub-Event", "push")).Ref.ShouldBeNull();

    static string Deep(string open, string close, int levels, string inner = "") =>
        string.Concat(Enumerable.Repeat(open, levels)) + inner + string.Concat(Enumerable.Repeat(close, levels));

    static WebhookEvent Gitlab(object body) => Read(WebhookHost.Gitlab, Requests.Json(body));

    static WebhookEvent Read(WebhookHost host, string body, params (string Name, string Value)[] headers) => WebhookPayload.Read(host, Requests.Of(body, headers)).ShouldHaveSingleItem();
}
