using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.Deploys.Repositories;

/// <summary>The bare repository of one app.</summary>
/// <param name="app">The app.</param>
/// <param name="folder">Where it is.</param>
/// <param name="limits">How much may be pushed.</param>
public sealed class AppRepository(string app, string folder, PushLimits limits)
{
    /// <summary>The app.</summary>
    public string App => app;

    /// <summary>Where it is.</summary>
    public string Folder => folder;

    /// <summary>Whether it has been made.</summary>
    public bool Exists => File.Exists(Path.Combine(folder, "HEAD"));

    /// <summary>All of the environment of a git that serves a push or a fetch.</summary>
    /// <param name="hooks">The folder of our hooks.</param>
    public Dictionary<string, string> ServingEnvironment(string hooks) => RepositoryEnvironment.Of(Path.GetDirectoryName(folder)!, hooks, limits.MaxBytes);

    /// <summary>The names of its branches.</summary>
    public async Task<IReadOnlySet<string>> BranchesAsync(CancellationToken cancellationToken) =>
        Lines(await GitAsync(cancellationToken, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads")).ToHashSet(StringComparer.Ordinal);

    /// <summary>The commit of a branch; null when it has none of that name.</summary>
    public async Task<string?> TipAsync(string branch, CancellationToken cancellationToken) =>
        Lines(await GitAsync(cancellationToken, "for-each-ref", "--format=%(objectname)", GitRef.OfBranch(branch))).FirstOrDefault();

    /// <summary>Whether a commit is part of the history of another one; false when it is not known at all.</summary>
    /// <param name="quarantine">Where the objects of a push lie that is not accepted yet; null for none.</param>
    /// <param name="commit">The earlier one.</param>
    /// <param name="of">The later one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<bool> ContainsAsync(string? quarantine, string commit, string of, CancellationToken cancellationToken) =>
        (await ReadAsync(quarantine, ["merge-base", "--is-ancestor", commit, of], cancellationToken)).ExitCode == 0;

    /// <summary>Puts a branch back to where a push has seen it, because git moves no ref from any other place.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="to">Where the push has seen it; zeros for nowhere.</param>
    /// <param name="from">Where it stands.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task ReturnAsync(string branch, string to, string from, CancellationToken cancellationToken) =>
        PushedRef.IsNothing(to)
            ? GitAsync(cancellationToken, "update-ref", "-d", GitRef.OfBranch(branch), from)
            : GitAsync(cancellationToken, "update-ref", GitRef.OfBranch(branch), to, from);

    /// <summary>Lets a clone begin with that branch.</summary>
    public Task PointAtAsync(string branch, CancellationToken cancellationToken) => GitAsync(cancellationToken, "symbolic-ref", "HEAD", GitRef.OfBranch(branch));

    internal async Task MakeAsync(CancellationToken cancellationToken)
    {
        // Made aside: what is there under its own name is whole.
        var unfinished = folder + ".part";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        await new AppRepository(app, unfinished, limits).InitAsync(cancellationToken);
        Directory.Move(unfinished, folder);
    }

    /// <summary>Runs git on it and reads what it writes as text.</summary>
    internal Task<(int ExitCode, string Output, string Talk)> ReadAsync(string? quarantine, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        GitProcess.ReadAsync(folder, EnvironmentOf(quarantine), arguments, cancellationToken);

    /// <summary>Runs git on it and hands on what it writes.</summary>
    internal Task<(int ExitCode, string Talk)> RunAsync(
        string? quarantine, IReadOnlyList<string> arguments, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken) =>
        GitProcess.RunAsync(folder, EnvironmentOf(quarantine), arguments, read, cancellationToken);

    async Task<string> GitAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var (exitCode, output, talk) = await ReadAsync(null, arguments, cancellationToken);
        return exitCode == 0 ? output : throw new InvalidOperationException($"git {arguments[0]} on the repository of {app} ended with {exitCode}: {talk.Trim()}");
    }

    Dictionary<string, string> EnvironmentOf(string? quarantine)
    {
        var environment = RepositoryEnvironment.Of(Path.GetDirectoryName(folder)!, hooks: null, maxPushBytes: null);
        environment["GIT_DIR"] = folder;
        if (quarantine is not null)
        {
            (environment["GIT_OBJECT_DIRECTORY"], environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"]) = (quarantine, Path.Combine(folder, "objects"));
        }

        return environment;
    }

    static IEnumerable<string> Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    async Task InitAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await GitAsync(cancellationToken, "init", "--quiet", "--bare", "--initial-branch=main");
        // What a repository says of its own archives is for releases; a build needs every file as it was committed.
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "info")).FullName, "attributes"), "* -export-ignore -export-subst\n", cancellationToken);
    }
}
