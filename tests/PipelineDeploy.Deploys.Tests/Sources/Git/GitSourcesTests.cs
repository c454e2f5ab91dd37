using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Git;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources.Git;

/// <summary>Sources fetched by real git from a real host of repositories.</summary>
[Trait("Category", "Integration")]
public sealed class GitSourcesTests : IDisposable
{
    const string Token = "T0PSECRET-token";
    readonly GitHost _host = new();
    readonly ScratchFolder _scratch = new();
    readonly GitAccess _access = new(new InMemoryGitCredentialStore(), new PlainVault(), TimeProvider.System);

    string Place => $"127.0.0.1:{_host.Port}";

    public void Dispose()
    {
        _host.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_branch_a_tag_and_a_commit_are_fetched_and_named_by_the_commit_they_are()
    {
        var repository = await TestRepository.CreateAsync(_host.Root, "shop.git", ("Dockerfile", "FROM one"));
        var first = await GitCommand.RunAsync(repository.Folder, "rev-parse", "HEAD");
        await GitCommand.RunAsync(repository.Folder, "tag", "--annotate", "v1", "--message", "one");
        var second = await repository.CommitAsync(("Dockerfile", "FROM two"));

        foreach (var (reference, commit, text) in new[] { (null, second, "FROM two"), ("main", second, "FROM two"), ("refs/heads/main", second, "FROM two"), ("v1", first, "FROM one"), (first, first, "FROM one") })
        {
            var source = await FetchAsync(reference);

            source.Git.ShouldBe(new GitOrigin(_host.Url("shop.git"), reference ?? "HEAD", commit));
            (await FilesAsync(source))["Dockerfile"].ShouldBe(text);
        }

        Directory.EnumerateFileSystemEntries(new DataFolder(_scratch.Root).Work).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_file_is_there_as_it_was_committed_and_nothing_of_git_or_of_other_repositories()
    {
        var repository = await TestRepository.CreateAsync(
            _host.Root, "shop.git", (".gitattributes", "secret export-ignore\nversion export-subst\n*.bin filter=lfs\n"), ("secret", "kept"), ("version", "$Format:%H$"), ("a.bin", "pointer"),
            (".gitmodules", $"[submodule \"sub\"]\n\tpath = sub\n\turl = {_host.Url("other.git")}\n"));
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "link"), "/etc/passwd");
        Directory.CreateDirectory(Path.Combine(repository.Folder, "sub"));
        await GitCommand.RunAsync(repository.Folder, "update-index", "--add", "--cacheinfo", "160000,1111111111111111111111111111111111111111,sub");
        await repository.CommitAsync();

        var files = await FilesAsync(await FetchAsync(null));

        files["secret"].ShouldBe("kept");
        files["version"].ShouldBe("$Format:%H$");
        files["a.bin"].ShouldBe("pointer");
        files["link"].ShouldBe("-> /etc/passwd");
        files.Keys.ShouldNotContain(name => name.StartsWith("sub/", StringComparison.Ordinal) && name != "sub/");
        files.Keys.ShouldNotContain(name => name.StartsWith(".git/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_fetched_can_be_unpacked_like_an_upload()
    {
        await TestRepository.CreateAsync(_host.Root, "shop.git", ("Dockerfile", "FROM scratch"), ("www/index.html", "hello"));
        var source = await FetchAsync("main");

        await using var tar = Sources().Open(source.Id);
        var tree = await SourceArchive.ExtractAsync(tar, _scratch.Target, new SourceLimits(), CancellationToken.None);

        tree.HasDockerfile().ShouldBeTrue();
        (await File.ReadAllTextAsync(Path.Combine(tree.Folder, "www", "index.html"))).ShouldBe("hello");
    }

    [Fact]
    public async Task A_private_one_is_fetched_by_a_token_that_nobody_sees()
    {
        await TestRepository.CreateAsync(_host.Root, "shop.git", ("Dockerfile", "FROM scratch"));
        var sent = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"deploy:{Token}"));
        List<string> seen = [];
        _host.Authorization = sent;
        _host.Asked = async _ =>
        {
            seen.AddRange(await CommandLinesAsync());
            return null;
        };
        await _access.SetTokenAsync("shop", Place, "deploy", Token, "ann", CancellationToken.None);

        var source = await FetchAsync("main");

        _host.Authorizations.ShouldAllBe(header => header == sent);
        seen.ShouldContain(line => line.Contains("git-remote-http", StringComparison.Ordinal));
        var encoded = sent["Basic ".Length..];
        seen.ShouldAllBe(line => !line.Contains(Token, StringComparison.Ordinal) && !line.Contains(encoded, StringComparison.Ordinal));
        (await FilesAsync(source)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Without_a_sign_in_or_with_a_wrong_one_it_is_said_what_to_do_and_not_what_was_tried()
    {
        await TestRepository.CreateAsync(_host.Root, "shop.git", ("Dockerfile", "FROM scratch"));
        _host.Authorization = "Basic something-else";

        (await RefusedAsync("git.authNeeded")).Hint!.ShouldContain($"pdeploy git-access set {Place} -a shop");
        await _access.SetTokenAsync("shop", Place, null, Token, "ann", CancellationToken.None);
        var refused = await RefusedAsync("git.authRefused");
        (refused.Message + refused.Hint).ShouldNotContain(Token);
    }

    [Fact]
    public async Task A_token_goes_to_its_own_host_and_to_its_own_apps_fetches_only()
    {
        await TestRepository.CreateAsync(_host.Root, "shop.git", ("Dockerfile", "FROM scratch"));
        await _access.SetTokenAsync("shop", "127.0.0.1:1", "deploy", Token, "ann", CancellationToken.None);
        await _access.SetTokenAsync("blog", Place, "deploy", Token, "ann", CancellationToken.None);

        await FetchAsync("main");

        _host.Authorizations.ShouldAllBe(header => header.Length == 0);
    }

    [Fact]
    public async Task What_is_not_there_is_told_by_what_is_missing()
    {
        await TestRepository.CreateAsync(_host.Root, "shop.git", ("Dockerfile", "FROM scratch"));

        (await RefusedAsync("git.unknownRef", reference: "nope")).Message.ShouldContain("'nope'");
        (await RefusedAsync("git.unknownRef", reference: new string('1', 40))).Message.ShouldContain("1111");
        (await RefusedAsync("git.notFound", url: _host.Url("nothing.git"))).Message.ShouldContain("nothing.git");
        (await RefusedAsync("git.unreachable", url: $"http://127.0.0.1:{LoopbackPort.Free()}/shop.git")).Hint.ShouldNotBeNullOrEmpty();
        (await RefusedAsync("git.insecure", url: "http://8.8.8.8/shop.git")).Hint!.ShouldContain("https");
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _host.Asked = request => Task.FromResult<int?>(request.Url!.AbsolutePath.StartsWith("/elsewhere", StringComparison.Ordinal) ? 500 : 302);

        await RefusedAsync("git.redirected");

        _host.Authorizations.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/shop.git")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::ffff:10.0.0.1]/shop.git")]
    [InlineData("ssh://git@192.168.0.1/shop.git")]
    [InlineData("git@localhost:shop.git")]
    [InlineData("https://2130706433/shop.git")]
    [InlineData("https://0x7f000001/shop.git")]
    [InlineData("https://0177.0.0.1/shop.git")]
    [InlineData("https://127.1/shop.git")]
    [InlineData("https://[64:ff9b::a9fe:a9fe]/shop.git")]
    [InlineData("ssh://git@0/shop.git")]
    public async Task Nothing_is_asked_of_addresses_that_are_not_allowed(string url) =>
        await RefusedAsync("http.addressRefused", url: url, rules: OutboundRules.InternetOnly);

    [Fact]
    public async Task One_that_is_too_large_is_given_up()
    {
        var noise = string.Concat(Enumerable.Range(0, 10_000).Select(i => Convert.ToBase64String(SHA256.HashData(BitConverter.GetBytes(i)))));
        await TestRepository.CreateAsync(_host.Root, "shop.git", ("noise", noise));

        (await RefusedAsync("git.tooLarge", limits: GitLimits.Usual with { MaxBytes = 100_000 })).Message.ShouldContain("larger than");

        Directory.EnumerateFileSystemEntries(new DataFolder(_scratch.Root).Work).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_host_that_never_answers_is_given_up_and_nothing_goes_on()
    {
        var gone = new TaskCompletionSource();
        _host.Asked = async _ =>
        {
            await gone.Task;
            return 500;
        };

        var begun = TimeProvider.System.GetTimestamp();

        await RefusedAsync("git.timedOut", limits: GitLimits.Usual with { Timeout = TimeSpan.FromSeconds(2) });

        // Git itself would give up a host that says nothing after a minute.
        TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromSeconds(40));
        (await CommandLinesAsync()).ShouldAllBe(line => !line.Contains(_host.Url("shop.git"), StringComparison.Ordinal));
        gone.SetResult();
    }

    [Fact]
    public async Task A_deploy_key_is_handed_to_ssh_as_a_file_and_only_known_hosts_are_talked_to()
    {
        var repository = await TestRepository.CreateAsync(_host.Root, "shop.git", ("Dockerfile", "FROM scratch"));
        var said = Path.Combine(_scratch.Root, "said");
        // In place of ssh: notes how it was called and what its files hold, and talks to the repository itself.
        var ssh = Path.Combine(_scratch.Root, "ssh");
        await File.WriteAllTextAsync(ssh, $"#!/bin/sh\necho \"$@\" > {said}\ncat key known_hosts >> {said}\nstat -c %a key >> {said}\nexec git-upload-pack {Path.Combine(_host.Root, "shop.git")}\n");
        File.SetUnixFileMode(ssh, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        const string key = "-----BEGIN OPENSSH PRIVATE KEY-----\nT0PSECRET\n-----END OPENSSH PRIVATE KEY-----";
        await _access.SetKeyAsync("shop", "127.0.0.1:2222", key, "[127.0.0.1]:2222 ssh-ed25519 AAAA", "ann", CancellationToken.None);

        var source = await FetchAsync("main", url: "ssh://git@127.0.0.1:2222/shop.git", limits: GitLimits.Usual with { Ssh = ssh });

        source.Git!.Commit.ShouldBe(await GitCommand.RunAsync(repository.Folder, "rev-parse", "HEAD"));
        var lines = await File.ReadAllLinesAsync(said);
        lines[0].ShouldContain("-o StrictHostKeyChecking=yes -o UserKnownHostsFile=known_hosts -o GlobalKnownHostsFile=/dev/null");
        lines[0].ShouldContain("-o HostName=127.0.0.1 -o HostKeyAlias=[127.0.0.1]:2222");
        lines[1..].ShouldBe([.. key.Split('\n'), "[127.0.0.1]:2222 ssh-ed25519 AAAA", "600"]);
    }

    [Fact]
    public async Task A_sign_in_that_cannot_be_one_is_refused()
    {
        await BadAsync("git.badSecret", () => _access.SetTokenAsync("shop", "git.example.com", null, "two\nlines", "ann", CancellationToken.None));
        await BadAsync("git.badSecret", () => _access.SetTokenAsync("shop", "git.example.com", "a:b", "token", "ann", CancellationToken.None));
        await BadAsync("git.badHost", () => _access.SetTokenAsync("shop", "https://git.example.com/x", null, "token", "ann", CancellationToken.None));
        await BadAsync("git.badSecret", () => _access.SetKeyAsync("shop", "git.example.com", "ssh-ed25519 AAAA", "x", "ann", CancellationToken.None));
        await BadAsync("git.noKnownHosts", () => _access.SetKeyAsync("shop", "git.example.com", "-----BEGIN OPENSSH PRIVATE KEY-----\nx", " ", "ann", CancellationToken.None));
        await BadAsync("git.noAccess", () => _access.RemoveAsync("shop", "git.example.com", CancellationToken.None));

        static async Task BadAsync(string code, Func<Task> act) => (await Should.ThrowAsync<UserErrorException>(act)).Error.Code.ShouldBe(code);
    }

    SourceStore Sources() => new(new DataFolder(_scratch.Root), TimeProvider.System);

    Task<DeploySource> FetchAsync(string? reference, string? url = null, OutboundRules? rules = null, GitLimits? limits = null) =>
        new GitSources(new DataFolder(_scratch.Root), Sources(), _access, rules ?? OutboundRules.Parse("127.0.0.1"), limits ?? GitLimits.Usual, TimeProvider.System)
            .FetchAsync("shop", url ?? _host.Url("shop.git"), reference, CancellationToken.None);

    async Task<UserError> RefusedAsync(string code, string? reference = "main", string? url = null, OutboundRules? rules = null, GitLimits? limits = null)
    {
        var error = (await Should.ThrowAsync<UserErrorException>(() => FetchAsync(reference, url, rules, limits))).Error;
        error.Code.ShouldBe(code, error.Message);
        return error;
    }

    async Task<Dictionary<string, string>> FilesAsync(DeploySource source)
    {
        Dictionary<string, string> files = [];
        await using var stream = Sources().Open(source.Id);
        await using var tar = new TarReader(stream);
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            if (entry.EntryType != TarEntryType.GlobalExtendedAttributes)
            {
                files[entry.Name] = entry.EntryType == TarEntryType.SymbolicLink ? $"-> {entry.LinkName}" : entry.DataStream is { } data ? await new StreamReader(data).ReadToEndAsync() : "";
            }
        }

        return files;
    }

    static async Task<List<string>> CommandLinesAsync()
    {
        List<string> lines = [];
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                lines.Add((await File.ReadAllTextAsync(Path.Combine(process, "cmdline"))).Replace('\0', ' '));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile.
            }
        }

        return lines;
    }
}
