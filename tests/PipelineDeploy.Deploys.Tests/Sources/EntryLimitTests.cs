using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources;

/// <summary>A million entries against the limit of real uploads: what is beyond it is not even read, so it costs neither time nor memory.</summary>
public sealed class EntryLimitTests : IDisposable
{
    const int Million = 1_000_000;

    static readonly SourceLimits Real = new();

    readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public Task A_million_files_are_refused_at_the_limit() => RefusedAtTheLimitAsync(i => $"f{i}");

    [Fact]
    public Task A_million_times_the_same_folder_is_refused_at_the_limit() => RefusedAtTheLimitAsync(_ => "same/");

    async Task RefusedAtTheLimitAsync(Func<int, string> nameOf)
    {
        var archive = new EndlessArchive(Million, nameOf);

        var refused = await Should.ThrowAsync<UserErrorException>(() => SourceArchive.ExtractAsync(archive, _scratch.Target, Real, CancellationToken.None));

        refused.Error.Code.ShouldBe("source.tooManyEntries");
        refused.Error.Message.ShouldContain($"more than {Real.MaxEntries} ");
        refused.Error.Message.ShouldContain($"'{nameOf(Real.MaxEntries)}' was one too many");
        refused.Error.Hint.ShouldNotBeNull();
        archive.Begun.ShouldBe(Real.MaxEntries + 1);
        _scratch.Everything().ShouldBeEmpty();
    }
}
