using System.Formats.Tar;
using System.Text;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources;

/// <summary>Archives made to write or read where they must not: each is refused by a name, and leaves nothing behind.</summary>
public sealed class HostileArchiveTests : IDisposable
{
    static readonly SourceLimits Small = new(MaxEntries: 20, MaxTotalBytes: 1000, MaxPathBytes: 300);

    readonly ScratchFolder _scratch = new();

    public static TheoryData<string, string, string> Corpus { get; } = new()
    {
        { "absolute path", "badPath", "/etc/passwd" },
        { "leading dots", "badPath", "../outside" },
        { "inner dots", "badPath", "a/../../outside" },
        { "dots only", "badPath", ".." },
        { "file without a name", "badPath", "." },
        { "absolute link", "linkEscapes", "link" },
        { "escaping link", "linkEscapes", "a/link" },
        { "link that escapes through another", "linkEscapes", "t" },
        { "link that escapes through a later one", "linkEscapes", "t" },
        { "file through a link", "throughLink", "link/file" },
        { "folder through a link", "throughLink", "link/folder" },
        { "link through a link", "throughLink", "link/in" },
        { "file over a link", "duplicate", "link" },
        { "link over a file", "duplicate", "file" },
        { "link over a folder", "duplicate", "folder" },
        { "link over a parent", "duplicate", "a" },
        { "link over a link", "duplicate", "link" },
        { "file below a file", "duplicate", "file/in" },
        { "link without a target", "badPath", "link" },
        { "hard link to outside", "badPath", "../outside" },
        { "absolute hard link", "badPath", "/etc/passwd" },
        { "hard link to a link", "linkEscapes", "hard" },
        { "hard link to nothing", "linkEscapes", "hard" },
        { "hard link through a link", "linkEscapes", "hard" },
        { "pipe", "unsupportedEntry", "pipe" },
        { "device", "unsupportedEntry", "disk" },
        { "too many entries", "tooManyEntries", "f20" },
        { "too many parents", "tooManyEntries", "d/d" },
        { "too many links to one file", "tooLarge", "hard2" },
        { "too large a file", "tooLarge", "big" },
        { "too large in all", "tooLarge", "second" },
        { "too long a path", "nameTooLong", "d/d" },
        { "too long a name", "nameTooLong", "nnn" },
    };

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Corpus))]
    public async Task A_hostile_archive_is_refused_by_name_and_leaves_nothing(string trick, string code, string named)
    {
        var error = (await RefusedAsync(Archive(trick).Gzip())).Error;

        error.Code.ShouldBe("source." + code);
        error.Message.ShouldContain(named);
        _scratch.Everything().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_entry_of_a_claimed_eight_exabytes_is_refused_before_a_byte_is_written()
    {
        var bytes = new TarBuilder().File("a", "x").File("big", "x").Bytes();
        var header = bytes.AsSpan().LastIndexOf("ustar"u8) - 257;
        ForgeSize(bytes.AsSpan(header, 512), [0x80, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);

        (await RefusedAsync(bytes)).Error.Code.ShouldBe("source.tooLarge");
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        var attribute = new KeyValuePair<string, string>("comment", new string('x', 4_000_000));
        var bytes = new TarBuilder().Add(new PaxTarEntry(TarEntryType.RegularFile, "a", [attribute])).Gzip();

        (await RefusedAsync(bytes)).Error.Code.ShouldBe("source.headersTooLarge");
    }

    [Fact]
    public async Task A_tangle_of_links_is_refused_rather_than_followed_for_minutes()
    {
        var deep = string.Concat(Enumerable.Repeat("d/", 400));
        var tangle = Enumerable.Range(0, 1500).Aggregate(new TarBuilder().Folder(deep), (tar, i) => tar.Link($"l{i}", deep));

        var error = await Should.ThrowAsync<UserErrorException>(() =>
            SourceArchive.ExtractAsync(new MemoryStream(tangle.Bytes()), _scratch.Target, new SourceLimits(), CancellationToken.None));

        error.Error.Code.ShouldBe("source.tooManyLinks");
        _scratch.Everything().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sparse_file_is_refused_as_what_it_is()
    {
        var bytes = new TarBuilder().Add(new PaxTarEntry(TarEntryType.RegularFile, "a", [new("GNU.sparse.major", "1")])).Bytes();

        (await RefusedAsync(bytes)).Error.Message.ShouldContain("sparse");
    }

    [Theory]
    [InlineData("", "empty", "empty")]
    [InlineData("hello", "notAnArchive", "too short")]
    [InlineData("PK\u0003\u0004 and so on", "notAnArchive", "zip")]
    [InlineData("BZh9 and so on", "notAnArchive", "bzip2")]
    public async Task What_is_no_tar_is_said_to_be_none(string text, string code, string named)
    {
        var error = (await RefusedAsync(Encoding.Latin1.GetBytes(text))).Error;

        (error.Code, error.Hint).ShouldSatisfyAllConditions(e => e.Code.ShouldBe("source." + code), e => e.Hint.ShouldNotBeNull());
        error.Message.ShouldContain(named);
    }

    [Fact]
    public async Task A_page_of_text_is_no_tar() =>
        (await RefusedAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("some text ", 500))))).Error.Code.ShouldBe("source.notAnArchive");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_archive_without_entries_is_empty(bool isCompressed) =>
        (await RefusedAsync(isCompressed ? TarBuilder.Gzip(new byte[10_240]) : new byte[10_240])).Error.Code.ShouldBe("source.empty");

    [Fact]
    public async Task An_archive_that_is_cut_anywhere_is_refused()
    {
        var whole = new TarBuilder().File("a", "one").File("zeros", new string('\0', 600)).Bytes();

        for (var length = 512; length < whole.Length - 1024; length += 37)
            (await RefusedAsync(whole[..length])).Error.Code.ShouldBe("source.truncated", $"cut at {length}");
        (await RefusedAsync(whole[..^1024])).Error.Code.ShouldBe("source.truncated");
    }

    [Fact]
    public async Task A_compressed_archive_that_is_cut_or_broken_anywhere_is_refused()
    {
        var noise = new byte[300];
        new Random(1).NextBytes(noise);
        var whole = new TarBuilder().File("a", Convert.ToHexString(noise)).Gzip();

        // Nothing but the zeros of the end mark and the checksum is in the last bytes.
        for (var length = 2; length < whole.Length - 40; length += 5)
            (await RefusedAsync(whole[..length])).Error.Code.ShouldBe("source.truncated", $"cut at {length}");
        // The last eight bytes are the checksum and the length.
        (await RefusedAsync([.. whole[..^8], (byte)(whole[^8] ^ 1), .. whole[^7..]])).Error.Code.ShouldStartWith("source.");
    }

    [Theory]
    [InlineData(7)]
    [InlineData(77)]
    [InlineData(777)]
    public async Task Random_damage_is_unpacked_inside_or_refused(int seed)
    {
        var random = new Random(seed);
        var whole = new TarBuilder().Folder("d/").File("d/a", "one").Link("d/l", "../b").File("b", "two").HardLink("h", "b").Bytes();
        for (var round = 0; round < 200; round++)
        {
            var damaged = whole.ToArray();
            for (var hit = random.Next(1, 4); hit > 0; hit--) damaged[random.Next(damaged.Length)] = (byte)"/.\0017xgLK2"[random.Next(11)];
            if (round % 2 == 0) RepairChecksums(damaged);

            try
            {
                await SourceArchive.ExtractAsync(new MemoryStream(damaged), _scratch.Target, Small, CancellationToken.None);
            }
            catch (UserErrorException e)
            {
                e.Error.Code.ShouldStartWith("source.");
            }

            Directory.EnumerateFileSystemEntries(_scratch.Root).ShouldAllBe(entry => entry == _scratch.Target, $"seed {seed}, round {round}");
            if (Directory.Exists(_scratch.Target)) Directory.Delete(_scratch.Target, recursive: true);
        }
    }

    static TarBuilder Archive(string trick)
    {
        var tar = new TarBuilder();
        return trick switch
        {
            "absolute path" => tar.File("/etc/passwd"),
            "leading dots" => tar.File("../outside"),
            "inner dots" => tar.File("a/../../outside"),
            "dots only" => tar.Folder(".."),
            "file without a name" => tar.File("."),
            "absolute link" => tar.Link("link", "/etc"),
            "escaping link" => tar.Link("a/link", "../../outside"),
            "link that escapes through another" => tar.Link("s", ".").Link("t", "s/s/s/../../.."),
            "link that escapes through a later one" => tar.Link("t", "d/e/../../..").Link("d", ".").Folder("e/"),
            "file through a link" => tar.Folder("d/").Link("link", "d").File("link/file"),
            "folder through a link" => tar.Link("link", "later").Folder("link/folder/"),
            "link through a link" => tar.Link("link", "d").Link("link/in", "x"),
            "file over a link" => tar.Link("link", "x").File("link"),
            "link over a file" => tar.File("file").Link("file", "x"),
            "link over a folder" => tar.Folder("folder/").Link("folder", "x"),
            "link over a parent" => tar.File("a/b").Link("a", "x"),
            "link over a link" => tar.Link("link", "x").Link("link", "y"),
            "file below a file" => tar.File("file").File("file/in"),
            "link without a target" => tar.Link("link", "\0"),
            "hard link to outside" => tar.HardLink("hard", "../outside"),
            "absolute hard link" => tar.HardLink("hard", "/etc/passwd"),
            "hard link to a link" => tar.File("x").Link("link", "x").HardLink("hard", "link"),
            "hard link to nothing" => tar.HardLink("hard", "nothing"),
            "hard link through a link" => tar.File("d/x").Link("link", "d").HardLink("hard", "link/x"),
            "pipe" => tar.Special(TarEntryType.Fifo, "pipe"),
            "device" => tar.Special(TarEntryType.BlockDevice, "disk"),
            "too many entries" => Enumerable.Range(0, 21).Aggregate(tar, (t, i) => t.File($"f{i}")),
            "too many parents" => tar.File(string.Concat(Enumerable.Repeat("d/", 21)) + "f"),
            "too many links to one file" => tar.File("f", new string('x', 400)).HardLink("hard1", "f").HardLink("hard2", "f"),
            "too large a file" => tar.File("big", new string('x', 1001)),
            "too large in all" => tar.File("first", new string('x', 600)).File("second", new string('x', 401)),
            "too long a path" => tar.File(string.Concat(Enumerable.Repeat("d/", 150)) + "f"),
            "too long a name" => tar.File(new string('n', 256)),
            _ => throw new ArgumentOutOfRangeException(nameof(trick)),
        };
    }

    Task<UserErrorException> RefusedAsync(byte[] archive) => Should.ThrowAsync<UserErrorException>(() =>
        SourceArchive.ExtractAsync(new MemoryStream(archive), _scratch.Target, Small, CancellationToken.None));

    static void RepairChecksums(Span<byte> archive)
    {
        for (var block = 0; block + 512 <= archive.Length; block += 512)
        {
            var header = archive.Slice(block, 512);
            if (header[257..].StartsWith("ustar"u8)) ForgeSize(header, header.Slice(124, 12).ToArray());
        }
    }

    /// <summary>Writes the size field of a header (bytes 124 to 135) and the checksum that goes with it.</summary>
    static void ForgeSize(Span<byte> header, ReadOnlySpan<byte> size)
    {
        size.CopyTo(header[124..]);
        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var b in header) sum += b;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..]);
    }
}
