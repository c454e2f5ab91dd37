using System.Formats.Tar;
using PipelineDeploy.Deploys.Sources;

namespace PipelineDeploy.Deploys.Tests.Sources;

public sealed class SourceArchiveTests : IDisposable
{
    readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_folders_and_links_are_unpacked(bool isCompressed)
    {
        var tar = new TarBuilder().Folder("./").Folder("bin/").File("./Dockerfile", "FROM scratch").File("bin/run", "#!").File("deep/er/file", "x").Link("bin/Dockerfile", "../Dockerfile").Link("gone", "nowhere");

        await ExtractAsync(isCompressed ? tar.Gzip() : tar.Bytes());

        _scratch.Everything().ShouldBe(["source", "source/Dockerfile", "source/bin", "source/bin/Dockerfile", "source/bin/run", "source/deep", "source/deep/er", "source/deep/er/file", "source/gone"]);
        (await File.ReadAllTextAsync(Path.Combine(_scratch.Target, "bin/Dockerfile"))).ShouldBe("FROM scratch");
    }

    [Fact]
    public async Task Executable_bits_are_kept_and_setuid_is_not()
    {
        const UnixFileMode All = (UnixFileMode)0b111_111_101_101;

        await ExtractAsync(new TarBuilder().File("run", "#!", All).File("locked", "x", UnixFileMode.None).Folder("shut/", UnixFileMode.None).File("shut/in", "x").Bytes());

        ModeOf("run").ShouldBe((UnixFileMode)0b111_101_101);
        ModeOf("locked").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        ModeOf("shut").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_newer_version_of_a_file_at_the_end_wins()
    {
        await ExtractAsync(new TarBuilder().File("a", "first and long").File("a", "second").Bytes());

        (await File.ReadAllTextAsync(Path.Combine(_scratch.Target, "a"))).ShouldBe("second");
    }

    [Fact]
    public async Task A_hard_link_becomes_a_copy_that_does_not_follow_its_file()
    {
        await ExtractAsync(new TarBuilder().File("a", "first").HardLink("b", "./a").File("a", "second").Bytes());

        (await File.ReadAllTextAsync(Path.Combine(_scratch.Target, "b"))).ShouldBe("first");
    }

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    public async Task Every_format_of_tar_is_read(TarEntryFormat format)
    {
        using var bytes = new MemoryStream();
        await using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            var type = format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
            TarEntry entry = format switch
            {
                TarEntryFormat.V7 => new V7TarEntry(type, "a/b"),
                TarEntryFormat.Ustar => new UstarTarEntry(type, "a/b"),
                TarEntryFormat.Gnu => new GnuTarEntry(type, "a/" + new string('n', 200)),
                _ => new PaxTarEntry(type, "a/" + new string('n', 200)),
            };
            entry.DataStream = new MemoryStream("x"u8.ToArray());
            await writer.WriteEntryAsync(entry);
        }

        await ExtractAsync(bytes.ToArray());

        _scratch.Everything().Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_header_that_git_archive_puts_first_is_no_file()
    {
        using var bytes = new MemoryStream();
        await using (var writer = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new PaxGlobalExtendedAttributesTarEntry([new("comment", "83c2846")]));
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "a"));
        }

        await ExtractAsync(bytes.ToArray());

        _scratch.Everything().ShouldBe(["source", "source/a"]);
    }

    [Fact]
    public async Task The_limits_hold_at_their_edge()
    {
        var limits = new SourceLimits(MaxEntries: 3, MaxTotalBytes: 10, MaxPathBytes: 10);

        await ExtractAsync(new TarBuilder().File("a", "12345").File("d/6789012", "67890").Bytes(), limits);

        _scratch.Everything().Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_folder_that_holds_something_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_scratch.Target);
        await File.WriteAllTextAsync(Path.Combine(_scratch.Target, "mine"), "x");

        await Should.ThrowAsync<InvalidOperationException>(() => ExtractAsync(new TarBuilder().File("a").Bytes()));

        _scratch.Everything().ShouldBe(["source", "source/mine"]);
    }

    [Fact]
    public async Task Cancellation_leaves_no_folder()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            SourceArchive.ExtractAsync(new MemoryStream(new TarBuilder().File("a").Bytes()), _scratch.Target, new SourceLimits(), cancelled.Token));

        _scratch.Everything().ShouldBeEmpty();
    }

    UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Path.Combine(_scratch.Target, path));

    Task<SourceTree> ExtractAsync(byte[] archive, SourceLimits? limits = null) =>
        SourceArchive.ExtractAsync(new MemoryStream(archive), _scratch.Target, limits ?? new SourceLimits(), CancellationToken.None);
}
