using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Tests.Pipelines;

[Trait("Category", "Integration")]
public sealed class PipelineStoreTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    readonly IPipelineStore _pipelines = house.Get<IPipelineStore>();

    [Fact]
    public async Task Versions_are_numbered_and_the_old_ones_stay()
    {
        var first = await PublishAsync("numbered", "one", "why");
        var second = await PublishAsync("numbered", "two");

        (first.Number, first.Author, first.Note, first.Sha256).ShouldBe((1, "ada", "why", "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"));
        (second.Number, second.Note).ShouldBe((2, null));
        (await _pipelines.FindAsync("numbered", null, default)).ShouldBe(second);
        (await _pipelines.FindAsync("numbered", 1, default)).ShouldBe(first);
        (await _pipelines.FindAsync("numbered", 3, default)).ShouldBeNull();
        (await _pipelines.ListVersionsAsync("numbered", null, 10, default)).ShouldBe([second, first]);
        (await _pipelines.ListAsync(default)).Where(version => version.Pipeline == "numbered").ShouldBe([second]);
    }

    [Fact]
    public async Task The_same_text_again_is_no_new_version()
    {
        var first = await PublishAsync("same", "one");

        (await PublishAsync("same", "one")).ShouldBe(first);
        (await PublishAsync("same", "two")).Number.ShouldBe(2);
        (await PublishAsync("same", "one")).Number.ShouldBe(3);
    }

    [Fact]
    public async Task Nobody_publishes_over_what_he_has_not_seen()
    {
        (await PublishAsync("contested", "one", expected: 0)).Number.ShouldBe(1);

        var newPipeline = await Should.ThrowAsync<UserErrorException>(() => PublishAsync("contested", "two", expected: 0));
        var nextVersion = await Should.ThrowAsync<UserErrorException>(() => PublishAsync("contested", "two", expected: 2));
        var noneYet = await Should.ThrowAsync<UserErrorException>(() => PublishAsync("none-yet", "one", expected: 1));

        (newPipeline.Error.Code, nextVersion.Error.Code, noneYet.Error.Code).ShouldBe(("pipeline.changed", "pipeline.changed", "pipeline.changed"));
        (await _pipelines.FindAsync("none-yet", null, default)).ShouldBeNull();
        (await PublishAsync("contested", "two", expected: 1)).Number.ShouldBe(2);
    }

    [Fact]
    public async Task Many_who_publish_at_once_get_a_number_each()
    {
        var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PublishAsync("busy", $"text {i}")));

        versions.Select(version => version.Number).Order().ShouldBe(Enumerable.Range(1, 8));
    }

    [Theory]
    [InlineData("update pipeline_versions set text = 'other' where pipeline = 'kept'")]
    [InlineData("delete from pipeline_versions where pipeline = 'kept'")]
    [InlineData("truncate pipeline_versions")]
    [InlineData("truncate pipelines cascade")]
    public async Task A_published_version_never_changes(string change)
    {
        var kept = await PublishAsync("kept", "one");
        await using var connection = await house.Database.Source.OpenConnectionAsync();

        var refusal = await Should.ThrowAsync<PostgresException>(() => connection.ExecuteAsync(change));

        refusal.MessageText.ShouldBe("a published version of a pipeline never changes");
        (await _pipelines.FindAsync("kept", 1, default)).ShouldBe(kept);
    }

    [Fact]
    public async Task What_the_server_brings_is_published_once()
    {
        var builtIn = new BuiltInPipelines(_pipelines);

        await builtIn.PublishAsync(default);
        await builtIn.PublishAsync(default);

        var version = (await _pipelines.ListVersionsAsync(PipelineCatalog.Default, null, 10, default)).ShouldHaveSingleItem();
        (version.Author, version.Text).ShouldBe((BuiltInPipelines.Author, BuiltInPipelines.Texts[PipelineCatalog.Default]));
    }

    [Fact]
    public void What_somebody_published_before_the_server_brought_one_of_that_name_stays_theirs()
    {
        var theirs = new PipelineVersion(PipelineCatalog.Default, 1, "", "", "ada", null, DateTimeOffset.UnixEpoch);

        BuiltInPipelines.Owns(PipelineCatalog.Default, theirs).ShouldBeFalse();
        BuiltInPipelines.Owns(PipelineCatalog.Default, theirs with { Author = BuiltInPipelines.Author }).ShouldBeTrue();
        BuiltInPipelines.Owns(PipelineCatalog.Default, null).ShouldBeTrue();
        BuiltInPipelines.Owns("mine", null).ShouldBeFalse();
    }

    Task<PipelineVersion> PublishAsync(string pipeline, string text, string? note = null, int? expected = null) =>
        _pipelines.PublishAsync(new NewPipelineVersion(pipeline, text, "ada", note), expected, default);
}
