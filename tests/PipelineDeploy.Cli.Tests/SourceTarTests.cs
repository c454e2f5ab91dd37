using System.Diagnostics;
using System.Formats.Tar;
using System.Net.Sockets;
using PipelineDeploy.Cli.Sources;

namespace PipelineDeploy.Cli.Tests;

public sealed class SourceTarTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("pdeploy-tar-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Names_come_in_ordinal_order_without_git()
    {
        foreach (var name in new[] { "b", "a/z", "a/Y", ".git/config", "sub/.git", "B", ".hidden", "é" })
        {
            Write(name, "x");
        }

        (await EntriesAsync()).Select(entry => entry.Name.TrimEnd('/')).ShouldBe([".hidden", "B", "a", "a/Y", "a/z", "b", "sub", "é"]);
    }

    [Fact]
    public async Task The_same_tree_gives_the_same_bytes()
    {
        Write("a/one", "1");
        Write("two", "2");

        (await BytesAsync()).ShouldBe(await BytesAsync());
    }

    [Fact]
    public async Task Links_stay_links_and_are_not_followed()
    {
        Write("real/file", "x");
        File.CreateSymbolicLink(Path.Combine(folder, "file-link"), "real/file");
        Directory.CreateSymbolicLink(Path.Combine(folder, "folder-link"), "real");
        File.CreateSymbolicLink(Path.Combine(folder, "nowhere"), "/does/not/exist");
        Directory.CreateSymbolicLink(Path.Combine(folder, "round"), ".");

        var links = (await EntriesAsync()).Where(entry => entry.EntryType == TarEntryType.SymbolicLink);

        links.Select(entry => (entry.Name, entry.LinkName))
            .ShouldBe([("file-link", "real/file"), ("folder-link", "real"), ("nowhere", "/does/not/exist"), ("round", ".")]);
    }

    [Fact]
    public async Task Content_and_mode_arrive_and_the_owner_does_not()
    {
        var path = Write("run.sh", "#!/bin/sh\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var entry = (await EntriesAsync()).ShouldHaveSingleItem();

        using var reader = new StreamReader(entry.DataStream!);
        (await reader.ReadToEndAsync()).ShouldBe("#!/bin/sh\n");
        entry.Mode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (entry.Uid, entry.Gid).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Empty_files_and_empty_folders_are_sent()
    {
        Write("empty", "");
        Directory.CreateDirectory(Path.Combine(folder, "none"));

        (await EntriesAsync()).Select(entry => entry.EntryType).ShouldBe([TarEntryType.RegularFile, TarEntryType.Directory]);
    }

    [Fact]
    public async Task A_pipe_or_a_socket_does_not_stop_the_sending()
    {
        using var made = Process.Start("mkfifo", Path.Combine(folder, "pipe"));
        await made.WaitForExitAsync();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, "socket")));
        Write("z", "x");

        (await EntriesAsync()).Select(entry => entry.Name).ShouldBe(["pipe", "socket", "z"]);
    }

    [Fact]
    public async Task A_file_that_grows_while_it_is_sent_does_not_break_the_archive()
    {
        var path = Write("log", new string('a', 1000));
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using var fixedLength = new FixedLengthStream(file, 1000);
        await File.AppendAllTextAsync(path, "more");
        var copy = new MemoryStream();

        await fixedLength.CopyToAsync(copy);

        copy.Length.ShouldBe(1000);
    }

    [Fact]
    public async Task A_file_that_shrinks_while_it_is_sent_is_an_error_that_names_it()
    {
        var path = Write("log", new string('a', 1000));
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using var fixedLength = new FixedLengthStream(file, 2000);

        (await Should.ThrowAsync<CliException>(() => fixedLength.CopyToAsync(Stream.Null))).Message.ShouldBe($"{path} became shorter while it was sent.");
    }

    string Write(string name, string content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    async Task<byte[]> BytesAsync()
    {
        var bytes = new MemoryStream();
        await SourceTar.WriteAsync(folder, bytes, CancellationToken.None);
        return bytes.ToArray();
    }

    async Task<List<TarEntry>> EntriesAsync()
    {
        await using var tar = new TarReader(new MemoryStream(await BytesAsync()));
        var entries = new List<TarEntry>();
        while (await tar.GetNextEntryAsync(copyData: true) is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }
}
