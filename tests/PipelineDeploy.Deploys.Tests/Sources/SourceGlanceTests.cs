using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources;

public sealed class SourceGlanceTests : IDisposable
{
    readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_file_at_the_top_is_read_from_an_archive_plain_or_compressed()
    {
        var archive = new TarBuilder().Folder("./").File("./Dockerfile", "FROM scratch").File("sub/gokku.yml", "not this").File("./gokku.yml", "apps:").Bytes();

        (await ReadAsync(archive)).ShouldBe("apps:");
        (await ReadAsync(TarBuilder.Gzip(archive))).ShouldBe("apps:");
    }

    [Fact]
    public async Task Without_the_file_without_an_archive_or_without_the_source_there_is_nothing()
    {
        (await ReadAsync(new TarBuilder().File("Dockerfile", "FROM scratch").Bytes())).ShouldBeNull();
        (await ReadAsync(new TarBuilder().Link("gokku.yml", "/etc/passwd").Bytes())).ShouldBeNull();
        (await ReadAsync([.. "This is not a tar archive."u8])).ShouldBeNull();
        (await ReadAsync([.. new TarBuilder().File("a", new string('x', 5000)).Gzip().Take(60)])).ShouldBeNull();
        (await GokkuFileOfAsync("gone")).ShouldBeNull();
    }

    [Fact]
    public async Task One_that_is_too_long_is_an_error() =>
        (await Should.ThrowAsync<UserErrorException>(() => ReadAsync(new TarBuilder().File("gokku.yml", new string('x', 5000)).Bytes()))).Error.Code.ShouldBe("source.tooLong");

    [Theory]
    [InlineData('x')]
    [InlineData('g')]
    [InlineData('L')]
    [InlineData('K')]
    public async Task Headers_that_unpack_to_many_megabytes_are_refused_before_they_are_in_memory(char type)
    {
        var bomb = TarBuilder.Gzip(new RawTar().Entry('0', "large", new string('x', 3_000_000)).Entry(type, "header", new string('x', 20_000_000)).Entry('0', "gokku.yml", "apps:").Bytes());

        (await Should.ThrowAsync<UserErrorException>(() => ReadAsync(bomb))).Error.Code.ShouldBe("source.headersTooLarge");
    }

    [Fact]
    public async Task Large_files_before_and_after_it_are_no_headers()
    {
        var large = new string('x', 3_000_000);

        (await ReadAsync(new TarBuilder().File("before", large).File("gokku.yml", "apps:").File("after", large).File("last").Gzip())).ShouldBe("apps:");
    }

    SourceStore Sources() => new(new DataFolder(_scratch.Root), TimeProvider.System);

    async Task<string?> ReadAsync(byte[] archive)
    {
        using var stream = new MemoryStream(archive);
        return await GokkuFileOfAsync(await Sources().SaveAsync(stream, CancellationToken.None));
    }

    async Task<string?> GokkuFileOfAsync(string source) =>
        (await new SourceGlance(Sources()).ReadAllAsync(source, path => path == GokkuFile.Name ? 4096 : null, CancellationToken.None)).SingleOrDefault()?.Text;
}
