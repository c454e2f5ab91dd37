using PipelineDeploy.Postgres.Config;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.Postgres.Tests.Config;

[Trait("Category", "Integration")]
public sealed class KeyRingStoreTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    readonly KeyRingStore _ring = new(house.Database.Source);

    [Fact]
    public void A_key_is_kept_once_and_never_overwritten()
    {
        _ring.Add("key-1", "<key>1</key>").ShouldBeTrue();
        _ring.Add("key-1", "<key>other</key>").ShouldBeFalse();
        _ring.Add("key-2", "<key>2</key>").ShouldBeTrue();

        _ring.ReadAll().ShouldBe(["<key>1</key>", "<key>2</key>"]);
    }

    [Fact]
    public async Task What_is_done_alone_waits_for_whoever_is_at_it_also_when_that_one_fails()
    {
        var (may, happened) = (new TaskCompletionSource(), new List<string>());

        var first = _ring.AloneAsync(
            async () =>
            {
                await may.Task;
                happened.Add("first");
                throw new InvalidOperationException("first");
            },
            CancellationToken.None);
        var second = _ring.AloneAsync(() => Task.Run(() => happened.Add("second")), CancellationToken.None);
        await Eventually.SeeAsync(() => house.Database.ScalarAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())"), waiting => waiting == 1, "one waits");
        may.SetResult();

        await Should.ThrowAsync<InvalidOperationException>(first);
        await second;
        happened.ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task The_canary_of_the_master_key_is_set_once()
    {
        var canaries = new CanaryStore(house.Database.Source);

        (await canaries.ReadOfMasterAsync(CancellationToken.None)).ShouldBeNull();
        await canaries.SetOfMasterAsync("first", CancellationToken.None);
        await canaries.SetOfMasterAsync("second", CancellationToken.None);

        (await canaries.ReadOfMasterAsync(CancellationToken.None)).ShouldBe("first");
    }
}
