using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using PipelineDeploy.TestKit.Git;

namespace PipelineDeploy.Server.Tests.Git;

/// <summary>What the door of git keeps out.</summary>
[Trait("Category", "Integration")]
public sealed class GitRefusalTests(GitServer server) : IClassFixture<GitServer>
{
    const string Nothing = "0000000000000000000000000000000000000000";

    [Fact]
    public async Task Without_a_known_token_git_is_told_to_sign_in_whether_there_is_such_an_app_or_not()
    {
        using var pusher = await server.NewPusherAsync("closed");

        foreach (var (app, token) in new[] { ("closed", "pd_wrong"), ("nowhere", "pd_wrong"), ("closed", "") })
        {
            var (exitCode, _, error) = await GitCommand.TryAsync(pusher.Folder, "push", pusher.Address(app, token), "main");

            exitCode.ShouldBe(128);
            error.ShouldContain("Authentication failed");
        }

        Directory.Exists(Path.Combine(server.Folder, "repositories", "nowhere.git")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_app_that_is_not_there_is_told_as_git_understands_it()
    {
        using var pusher = await server.NewPusherAsync("somewhere");

        var (exitCode, _, error) = await GitCommand.TryAsync(pusher.Folder, "push", pusher.Address("nowhere"), "main");

        exitCode.ShouldBe(128);
        error.ShouldContain("remote: There is no app 'nowhere'. Create it with: pdeploy apps create nowhere");
        error.ShouldContain("not found");
    }

    [Theory]
    [InlineData("/paths.git/HEAD", 401)]
    [InlineData("/paths.git/config", 401)]
    [InlineData("/paths.git/objects/info/packs", 401)]
    [InlineData("/paths.git/info/refs", 400)]
    [InlineData("/paths.git/info/refs?service=git-upload-archive", 400)]
    [InlineData("/paths.git/info/refs?service=git-receive-pack;id", 400)]
    [InlineData("/..%2fpaths.git/info/refs?service=git-upload-pack", 404)]
    [InlineData("/paths.git%2f..%2fpaths.git/info/refs?service=git-upload-pack", 404)]
    [InlineData("/PATHS.git/info/refs?service=git-upload-pack", 404)]
    [InlineData("/.git/info/refs?service=git-upload-pack", 401)]
    [InlineData("/$(id).git/info/refs?service=git-upload-pack", 404)]
    [InlineData("/--help.git/info/refs?service=git-upload-pack", 404)]
    public async Task Nothing_but_the_two_services_of_an_app_is_served(string path, int status)
    {
        if (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/paths") is { Status: 404 })
        {
            (await server.NewPusherAsync("paths")).Dispose();
        }

        using var client = Client();
        using var answer = await client.GetAsync(new Uri(server.Address, path));

        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Refs_that_real_git_would_not_even_send_are_refused_when_somebody_sends_them()
    {
        using var pusher = await server.NewPusherAsync("refs");
        await pusher.PushAsync("main:kept");
        var head = await pusher.GitAsync("rev-parse", "HEAD");

        foreach (var name in new[]
        {
            "refs/heads/-x", "refs/heads/--upload-pack=id", "refs/heads/../../config", "refs/heads/a..b", "refs/heads/a b", "refs/heads/.lock", "refs/heads/a.lock",
            "refs/heads/a\nrefs/heads/b", "refs/notes/x", "refs/heads", "HEAD", "../../../../tmp/x",
        })
        {
            (await ReceiveAsync("refs", head, name)).ShouldNotContain($"ok {name}");
        }

        (await pusher.RefsAsync()).ShouldBe([$"{head} refs/heads/kept"]);
    }

    [Fact]
    public async Task Names_that_only_a_shell_would_mind_are_kept_as_they_are()
    {
        string[] names = ["$(touch-pwned)", "`touch-pwned`", "a;touch-pwned", "a|b&c<d>", "'\""];
        using var pusher = await server.NewPusherAsync("shell");

        var (exitCode, shown) = await pusher.PushAsync([.. names.Select(name => $"main:refs/heads/{name}")]);

        exitCode.ShouldBe(0, shown);
        names.ShouldAllBe(name => shown.Contains($"remote: -----> Branch {name} is kept; it deploys nothing\n"));
        (await pusher.RefsAsync()).Select(line => line[(line.IndexOf(' ') + 1)..]).ShouldBe(names.Select(name => $"refs/heads/{name}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Submodules_and_LFS_are_refused_with_a_word_about_what_to_do()
    {
        using var pusher = await server.NewPusherAsync("elsewhere");
        var head = await pusher.GitAsync("rev-parse", "HEAD");
        await pusher.GitAsync("update-index", "--add", "--cacheinfo", $"160000,{head},vendor/lib");
        await pusher.GitAsync("commit", "--quiet", "--message", "submodule");
        var submodule = await pusher.PushAsync("main");
        await pusher.GitAsync("reset", "--quiet", "--hard", head);
        await pusher.CommitAsync(("art/.gitattributes", "*.png filter=lfs diff=lfs merge=lfs -text\n"));
        var attributes = await pusher.PushAsync("-o", "wait=false", "main");
        await GitCommand.RunAsync(pusher.Folder, "config", "filter.lfs.clean", "cat");
        await pusher.CommitAsync(("art/big.png", $"version https://git-lfs.github.com/spec/v1\noid sha256:{new string('a', 64)}\nsize 12345\n"));
        var pointer = await pusher.PushAsync("main");

        (submodule.ExitCode, attributes.ExitCode, pointer.ExitCode).ShouldBe((1, 0, 1), attributes.Shown);
        submodule.Shown.ShouldContain("remote:  !     'vendor/lib' is a submodule; its files are not in the commit, and submodules are not fetched\nremote:        Put its files into the repository");
        pointer.Shown.ShouldContain("remote:  !     'art/big.png' is kept by Git LFS; its content is not in the commit, and LFS is not served here\n");
        await server.RunsAsync("elsewhere", 1);
    }

    [Fact]
    public async Task A_tree_that_would_write_into_dot_git_is_refused_by_git_itself()
    {
        using var pusher = await server.NewPusherAsync("trees");
        var blob = await pusher.GitAsync("rev-parse", "HEAD:README");
        await File.WriteAllBytesAsync(Path.Combine(pusher.Folder, "tree"), [.. "100644 .git\0"u8, .. Convert.FromHexString(blob)]);
        var tree = await pusher.GitAsync("hash-object", "-t", "tree", "-w", "--literally", "tree");
        var commit = await pusher.GitAsync("commit-tree", tree, "-m", "evil");

        var (exitCode, shown) = await pusher.PushAsync($"{commit}:refs/heads/main");

        exitCode.ShouldBe(1);
        shown.ShouldContain("hasDotgit");
        (await pusher.RefsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Hooks_and_configuration_in_a_pushed_tree_are_files_like_others()
    {
        using var pusher = await server.NewPusherAsync("hooked");
        await pusher.CommitAsync(("hooks/post-receive", "#!/bin/sh\ntouch /tmp/pdt-pwned\n"), ("hooks/pre-receive", "#!/bin/sh\nexit 1\n"), ("config", "[core]\n\tfsmonitor = touch pwned\n"));

        (await pusher.PushAsync("-o", "wait=false", "main")).ExitCode.ShouldBe(0);

        File.Exists("/tmp/pdt-pwned").ShouldBeFalse();
        Directory.Exists(Path.Combine(server.Folder, "repositories", "hooked.git", "hooks")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_push_that_is_too_large_is_told_how_large_it_may_be()
    {
        using var pusher = await server.NewPusherAsync("large");
        await File.WriteAllBytesAsync(Path.Combine(pusher.Folder, "large"), RandomNumberGenerator.GetBytes(1_500_000));
        await pusher.CommitAsync();
        var (exitCode, shown) = await pusher.PushAsync("main");

        exitCode.ShouldBe(1, shown);
        shown.ShouldContain("remote: fatal: pack exceeds maximum allowed size (1024.00 KiB)");
        using var client = Client();
        using var body = new ByteArrayContent(new byte[2_500_000]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-git-receive-pack-request");
        using var answer = await client.PostAsync(new Uri(server.Address, "/large.git/git-receive-pack"), body);
        ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType).ShouldBe((413, "text/plain"));
        (await answer.Content.ReadAsStringAsync()).ShouldContain("The push is larger than 1 MiB.");
        (await pusher.RefsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_compressed_request_is_handed_on()
    {
        using var pusher = await server.NewPusherAsync("compressed");
        var head = await pusher.GitAsync("rev-parse", "HEAD");
        await pusher.PushAsync("main:kept");

        (await ReceiveAsync("compressed", head, "refs/heads/again", isCompressed: true)).ShouldContain("ok refs/heads/again");
    }

    HttpClient Client()
    {
        var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"ann:{server.Token}")));
        return client;
    }

    // gitprotocol-pack(5), "Reference Update Request": one command and a pack without objects.
    async Task<string> ReceiveAsync(string app, string commit, string name, bool isCompressed = false)
    {
        byte[] command = [.. Encoding.UTF8.GetBytes($"{Nothing} {commit} {name}\0report-status")];
        byte[] pack = [.. "PACK"u8, 0, 0, 0, 2, 0, 0, 0, 0];
        byte[] request = [.. Encoding.ASCII.GetBytes($"{command.Length + 4:x4}"), .. command, .. "0000"u8, .. pack, .. Convert.FromHexString("029d08823bd8a8eab510ad6ac75c823cfd3ed31e")];
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(request);
        }

        using var client = Client();
        using var body = new ByteArrayContent(isCompressed ? compressed.ToArray() : request);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-git-receive-pack-request");
        if (isCompressed)
        {
            body.Headers.ContentEncoding.Add("gzip");
        }

        using var answer = await client.PostAsync(new Uri(server.Address, $"/{app}.git/git-receive-pack"), body);
        ((int)answer.StatusCode).ShouldBe(200);
        return await answer.Content.ReadAsStringAsync();
    }
}
