using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Repositories;

/// <summary>A commit that is being pushed: it lies in quarantine until the push is accepted.</summary>
/// <param name="repository">The repository.</param>
/// <param name="quarantine">The folder of its objects; null when they are in the repository already.</param>
/// <param name="commit">All digits of it.</param>
public sealed class PushedCommit(AppRepository repository, string? quarantine, string commit)
{
    const string Pointer = "version https://git-lfs.github.com/spec/v1";

    /// <summary>Refuses what a build would not find in it.</summary>
    /// <exception cref="UserErrorException"><c>push.submodules</c> or <c>push.lfs</c>.</exception>
    public async Task RequireWholeAsync(CancellationToken cancellationToken)
    {
        if (await FirstSubmoduleAsync(cancellationToken) is { } submodule)
        {
            throw new UserErrorException(
                "push.submodules", $"{SourceError.Show(submodule)} is a submodule; its files are not in the commit, and submodules are not fetched", "Put its files into the repository (git subtree), or deploy a folder that has them: pdeploy deploy");
        }

        if (await FirstPointerAsync(cancellationToken) is { } pointer)
        {
            throw new UserErrorException(
                "push.lfs", $"{SourceError.Show(pointer)} is kept by Git LFS; its content is not in the commit, and LFS is not served here", "Take it out of LFS (git lfs migrate export), or deploy a folder that has it: pdeploy deploy");
        }
    }

    /// <summary>Keeps its files as an uploaded source is kept, and answers the source's id.</summary>
    /// <exception cref="UserErrorException"><c>source.tooLarge</c>.</exception>
    public async Task<string> KeepAsync(SourceStore sources, CancellationToken cancellationToken)
    {
        var id = "";
        var (exitCode, talk) = await repository.RunAsync(quarantine, ["archive", "--format=tar", commit], async (tar, stop) => id = await sources.SaveAsync(tar, stop), cancellationToken);
        return exitCode == 0 ? id : throw new InvalidOperationException($"git archive of {commit} of {repository.App} ended with {exitCode}: {talk.Trim()}");
    }

    async Task<string?> FirstSubmoduleAsync(CancellationToken cancellationToken)
    {
        var (exitCode, output, talk) = await repository.ReadAsync(quarantine, ["ls-tree", "-r", "-z", "--full-tree", commit], cancellationToken);
        var first = EntriesOf(output).FirstOrDefault(entry => entry.StartsWith("160000 ", StringComparison.Ordinal));
        return exitCode == 0 ? first?[(first.IndexOf('\t', StringComparison.Ordinal) + 1)..] : throw new InvalidOperationException($"git ls-tree of {commit} of {repository.App} ended with {exitCode}: {talk.Trim()}");
    }

    // Every file is looked into only where .gitattributes says that there may be some.
    async Task<string?> FirstPointerAsync(CancellationToken cancellationToken) =>
        await FirstMatchAsync("filter=lfs", [":(glob)**/.gitattributes"], cancellationToken) is null ? null : await FirstMatchAsync(Pointer, [], cancellationToken);

    async Task<string?> FirstMatchAsync(string text, string[] paths, CancellationToken cancellationToken)
    {
        var (exitCode, output, talk) = await repository.ReadAsync(
            quarantine, ["grep", "--full-name", "--files-with-matches", "--null", "--fixed-strings", "-I", "-e", text, commit, "--", .. paths], cancellationToken);
        // Exit code 1: none.
        return exitCode switch
        {
            0 => EntriesOf(output).First()[(commit.Length + 1)..],
            1 => null,
            _ => throw new InvalidOperationException($"git grep in {commit} of {repository.App} ended with {exitCode}: {talk.Trim()}"),
        };
    }

    static IEnumerable<string> EntriesOf(string output) => output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
