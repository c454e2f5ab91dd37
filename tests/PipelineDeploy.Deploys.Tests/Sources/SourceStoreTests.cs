using System.Data.Common;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.TestKit;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources;

/// <summary>How long uploads are kept. The clock of these tests is years ahead of the files, so every upload is old.</summary>
public sealed class SourceStoreTests : IDisposable
{
    readonly ScratchFolder _folder = new();
    readonly ManualTimeProvider _time = new();
    readonly Uses _uses = new();
    readonly SourceStore _store;

    public SourceStoreTests() => _store = new SourceStore(new DataFolder(_folder.Root), _time, _uses);

    [Fact]
    public async Task An_old_upload_is_kept_as_long_as_somebody_needs_it()
    {
        var needed = await SaveAsync();
        var forgotten = await SaveAsync();
        _uses.Ids.Add(needed);

        await SweepAsync();

        _store.Open(needed).Dispose();
        Should.Throw<UserErrorException>(() => _store.Open(forgotten)).Error.Code.ShouldBe("source.gone");
    }

    [Fact]
    public async Task Without_the_database_everything_is_kept_until_it_is_back()
    {
        var forgotten = await SaveAsync();
        _uses.IsAway = true;

        await SweepAsync();

        _store.Open(forgotten).Dispose();
        _uses.IsAway = false;
        _time.Advance(TimeSpan.FromHours(1));
        await Eventually.HoldsAsync(() => Task.FromResult(!File.Exists(Path.Combine(_folder.Root, "sources", $"{forgotten}.tar"))), "the upload is gone");
        await _store.StopAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    async Task<string> SaveAsync()
    {
        using var upload = new MemoryStream([1, 2, 3]);
        return await _store.SaveAsync(upload, CancellationToken.None);
    }

    async Task SweepAsync()
    {
        var asked = _uses.Asked.Task;
        await _store.StartAsync(CancellationToken.None);
        await asked;
        await _time.WhenTimerArmedAsync();
        await Task.Yield();
        if (!_uses.IsAway)
        {
            await _store.StopAsync(CancellationToken.None);
        }
    }

    sealed class Uses : ISourceUses
    {
        public HashSet<string> Ids { get; } = [];

        public bool IsAway { get; set; }

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlySet<string>> InUseAsync(CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            return IsAway ? throw new Away() : Task.FromResult<IReadOnlySet<string>>(Ids);
        }
    }

    sealed class Away : DbException;
}
