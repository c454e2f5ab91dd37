namespace PipelineDeploy.TestKit.Git;

/// <summary>A repository in a folder that a <see cref="GitHost"/> serves.</summary>
public sealed class TestRepository
{
    readonly string _bare;

    TestRepository(string folder, string bare) => (Folder, _bare) = (folder, bare);

    /// <summary>The work tree.</summary>
    public string Folder { get; }

    /// <summary>Makes one with a first commit on <c>main</c>.</summary>
    /// <param name="root">The folder that is served.</param>
    /// <param name="name">Its name there, e.g. <c>shop.git</c>.</param>
    /// <param name="files">Its files.</param>
    public static async Task<TestRepository> CreateAsync(string root, string name, params (string Path, string Text)[] files)
    {
        var (folder, bare) = (Directory.CreateDirectory(Path.Combine(root, ".work", name)).FullName, Path.Combine(root, name));
        await GitCommand.RunAsync(root, "init", "--quiet", "--bare", "--initial-branch=main", bare);
        await GitCommand.RunAsync(folder, "init", "--quiet", "--initial-branch=main");
        var repository = new TestRepository(folder, bare);
        await repository.CommitAsync(files);
        return repository;
    }

    /// <summary>Commits files and pushes the branch and all tags.</summary>
    /// <returns>The commit.</returns>
    public async Task<string> CommitAsync(params (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            var place = Path.Combine(Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            await File.WriteAllTextAsync(place, text);
        }

        await GitCommand.RunAsync(Folder, "add", "--all");
        await GitCommand.RunAsync(Folder, "commit", "--quiet", "--allow-empty", "--message", "change");
        await PushAsync();
        return await GitCommand.RunAsync(Folder, "rev-parse", "HEAD");
    }

    /// <summary>Pushes all branches and tags.</summary>
    public Task PushAsync() => GitCommand.RunAsync(Folder, "push", "--quiet", "--force", "--mirror", _bare);
}
