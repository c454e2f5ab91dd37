using System.Net;
using System.Net.Sockets;
using System.Text;
using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources.Git;

/// <summary>How much may be fetched, and how.</summary>
/// <param name="MaxBytes">Largest repository on the wire, for one commit without its history.</param>
/// <param name="Timeout">Longest time for all of it.</param>
/// <param name="Ssh">The program for ssh.</param>
public sealed record GitLimits(long MaxBytes, TimeSpan Timeout, string Ssh = "ssh")
{
    /// <summary>2 GiB in ten minutes.</summary>
    public static GitLimits Usual { get; } = new(SourceStore.MaxBytes, TimeSpan.FromMinutes(10));
}

/// <summary>
/// Fetches one commit of a repository by git and keeps its files as an uploaded source is kept, so that everything after it is the same:
/// a build reads the stored tar, whatever has become of the ref or the repository meanwhile.
/// </summary>
public sealed class GitSources(DataFolder data, SourceStore sources, GitAccess access, OutboundRules outbound, GitLimits limits, TimeProvider time)
{
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Fetches.</summary>
    /// <param name="app">The app, whose sign-ins are used.</param>
    /// <param name="url">The repository.</param>
    /// <param name="reference">A branch, a tag or a commit; null for what the repository takes for its newest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="UserErrorException">With a code that begins with <c>git.</c>, <c>source.</c> or <c>http.</c>.</exception>
    public async Task<DeploySource> FetchAsync(string app, string url, string? reference, CancellationToken cancellationToken)
    {
        var (address, wanted) = (GitAddress.Parse(url), GitRef.Parse(reference is { Length: > 0 } given ? given : GitRef.Default));
        var dialled = await LookUpAsync(address, cancellationToken);
        var credential = await access.OpenAsync(app, address, cancellationToken);
        var folder = Path.Combine(data.Work, $"git-{Guid.CreateVersion7(time.GetUtcNow()):n}");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var late = new CancellationTokenSource(limits.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var work = new Work(app, address, wanted, credential, folder, GitEnvironment.Of(folder, address, dialled, credential, limits.Ssh));
            await PrepareAsync(work, either.Token);
            var commit = await FetchAsync(work, either.Token);
            return new DeploySource(await KeepAsync(work, commit, either.Token), new GitOrigin(address.Text, wanted, commit));
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new UserErrorException("git.timedOut", $"{address.Text} was not fetched within {Duration.Format(limits.Timeout)}", "Try again, or deploy a folder.");
        }
        finally
        {
            Remove(folder);
        }
    }

    // The name is looked up once and the address handed to git, so that no second look-up can lead elsewhere.
    async Task<IPAddress> LookUpAsync(GitAddress address, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(address.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(address.Host, cancellationToken);
        }
        catch (SocketException e)
        {
            throw new UserErrorException(new UserError("git.unreachable", $"{address.Host} cannot be looked up: {e.Message}", "Look at the address."), e);
        }

        var dialled = Array.Find(addresses, one => outbound.Allow(address.Host, one)) ?? throw OutboundRules.Refusal(address.Host, addresses);
        return address.Scheme != "http" || AddressKinds.Of(dialled) == AddressKind.Private
            ? dialled
            : throw new UserErrorException("git.insecure", $"{address.Text} would be fetched in the clear, where anybody on the way can change it", "Use https or ssh.");
    }

    static async Task PrepareAsync(Work work, CancellationToken cancellationToken)
    {
        if (work.Credential is { Credential: { Kind: GitCredentialKind.Key, KnownHosts: var hosts } } opened)
        {
            await WriteAsync(Path.Combine(work.Folder, GitEnvironment.KeyFile), opened.Secret, cancellationToken);
            await WriteAsync(Path.Combine(work.Folder, GitEnvironment.HostsFile), hosts ?? "", cancellationToken);
        }

        await GitAsync(work, cancellationToken, "init", "--quiet", "--bare");
        // What the repository says of its own archives is for releases; a build needs every file as it was committed.
        var info = Directory.CreateDirectory(Path.Combine(work.Folder, GitEnvironment.Repository, "info"));
        await File.WriteAllTextAsync(Path.Combine(info.FullName, "attributes"), "* -export-ignore -export-subst\n", cancellationToken);
    }

    async Task<string> FetchAsync(Work work, CancellationToken cancellationToken)
    {
        using var full = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(full.Token, cancellationToken);
        var fetching = GitAsync(
            work, either.Token, "fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-commit-graph", "--end-of-options", work.Address.Text, work.Reference);
        using var tick = new PeriodicTimer(LookEvery, time);
        try
        {
            while (!fetching.IsCompleted)
            {
                if (SizeOf(work.Folder) > limits.MaxBytes)
                {
                    await full.CancelAsync();
                }

                // The tick is not cancelled: git is, and this would only turn round and round until it has gone.
                await Task.WhenAny(fetching, tick.WaitForNextTickAsync(CancellationToken.None).AsTask());
            }

            await fetching;
        }
        catch (OperationCanceledException) when (full.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TooLarge(work);
        }

        // A small one may have come between two looks.
        return SizeOf(work.Folder) > limits.MaxBytes ? throw TooLarge(work) : (await GitAsync(work, cancellationToken, "rev-parse", "--verify", "FETCH_HEAD^{commit}")).Trim();
    }

    async Task<string> KeepAsync(Work work, string commit, CancellationToken cancellationToken)
    {
        var id = "";
        var (exitCode, talk) = await GitProcess.RunAsync(
            work.Folder, work.Environment, ["archive", "--format=tar", commit], async (tar, stop) => id = await sources.SaveAsync(tar, stop), cancellationToken);
        return exitCode == 0 ? id : throw GitTrouble.Of(work.App, work.Address, work.Reference, work.Credential, talk);
    }

    static async Task<string> GitAsync(Work work, CancellationToken cancellationToken, params string[] arguments)
    {
        var (exitCode, output, talk) = await GitProcess.ReadAsync(work.Folder, work.Environment, arguments, cancellationToken);
        return exitCode == 0 ? output : throw GitTrouble.Of(work.App, work.Address, work.Reference, work.Credential, talk);
    }

    static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        await using var file = new FileStream(path, options);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    static long SizeOf(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (IOException)
        {
            // Git moves and removes files while they are counted; the next look counts them again.
            return 0;
        }
    }

    static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A helper of git that was killed may not be quite gone; the sweep of sources takes what it leaves.
        }
    }

    UserErrorException TooLarge(Work work) => new(
        "git.tooLarge", $"{work.Address.Text} at {work.Reference} is larger than {limits.MaxBytes >> 20} MiB", "Keep large files out of the repository, or deploy a folder.");

    sealed record Work(string App, GitAddress Address, string Reference, OpenedCredential? Credential, string Folder, IReadOnlyDictionary<string, string> Environment);
}
