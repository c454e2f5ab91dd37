using System.Diagnostics;
using System.Formats.Tar;
using System.Net.Sockets;
using System.Runtime.Versioning;
using PipelineDeploy.Deploys.Sources;

namespace PipelineDeploy.Deploys.Tests.Sources;

[SupportedOSPlatform("linux")]
public sealed class BuildContextTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pdt-context-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Entries_are_sorted_and_keep_modes_times_and_content()
    {
        Write("b.sh", "#!/bin/sh\n");
        Write("a/inner.txt", "hello");
        File.SetUnixFileMode(Full("b.sh"), (UnixFileMode)0b111_101_000);
        var written = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Full("b.sh"), written);

        var entries = await TarAsync();

        entries.Select(e => e.Name).ShouldBe(["a/", "a/inner.txt", "b.sh"]);
        entries[1].Text.ShouldBe("hello");
        entries[2].Mode.ShouldBe((UnixFileMode)0b111_101_000);
        entries[2].Time.ShouldBe(new DateTimeOffset(written));
        entries.ShouldAllBe(e => e.Owner == 0);
    }

    [Fact]
    public async Task Links_stay_links_and_are_not_followed()
    {
        Write("real/x", "1");
        File.CreateSymbolicLink(Full("file"), "/etc/passwd");
        Directory.CreateSymbolicLink(Full("folder"), "real");
        Directory.CreateSymbolicLink(Full("loop"), ".");
        File.CreateSymbolicLink(Full("broken"), "../nowhere");

        var links = (await TarAsync()).Where(e => e.Type == TarEntryType.SymbolicLink).Select(e => (e.Name, e.Link));

        links.ShouldBe([("broken", "../nowhere"), ("file", "/etc/passwd"), ("folder", "real"), ("loop", ".")]);
    }

    [Fact]
    public async Task A_pipe_and_a_socket_are_left_out_without_being_opened()
    {
        Process.Start("mkfifo", [Full("pipe")]).WaitForExit();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Full("socket")));
        Write("x", "1");

        (await TarAsync()).Select(e => e.Name).ShouldBe(["x"]);
    }

    [Fact]
    public async Task What_is_ignored_is_not_sent_but_exceptions_below_it_are()
    {
        Write(".dockerignore", "logs\n!logs/keep/*.txt\nDockerfile\n");
        Write("Dockerfile", "FROM scratch");
        Write("logs/a.log", "1");
        Write("logs/keep/b.txt", "2");
        Write("logs/keep/c.log", "3");

        (await TarAsync()).Select(e => e.Name).ShouldBe([".dockerignore", "Dockerfile", "logs/keep/b.txt"]);
    }

    [Fact]
    public async Task Names_that_are_long_or_foreign_arrive_whole()
    {
        var name = string.Join('/', Enumerable.Repeat("ordner-für-文件", 12)) + "/datei.txt";
        Write(name, "x");

        (await TarAsync())[^1].Name.ShouldBe(name);
    }

    [Fact]
    public async Task It_stops_when_it_is_cancelled()
    {
        Write("x", "1");

        await Should.ThrowAsync<OperationCanceledException>(() => BuildContext.WriteAsync(folder.FullName, Stream.Null, new CancellationToken(canceled: true)));
    }

    string Full(string path) => Path.Combine(folder.FullName, path);

    void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
        File.WriteAllText(Full(path), text);
    }

    async Task<List<Entry>> TarAsync()
    {
        var bytes = new MemoryStream();
        await BuildContext.WriteAsync(folder.FullName, bytes, CancellationToken.None);
        bytes.Position = 0;
        using var reader = new TarReader(bytes);
        var entries = new List<Entry>();
        while (await reader.GetNextEntryAsync(copyData: true) is { } e)
        {
            var text = e.DataStream is null ? "" : await new StreamReader(e.DataStream).ReadToEndAsync();
            entries.Add(new(e.Name, e.EntryType, e.Mode, e.ModificationTime, e.LinkName, e.Uid, text));
        }

        return entries;
    }

    sealed record Entry(string Name, TarEntryType Type, UnixFileMode Mode, DateTimeOffset Time, string Link, int Owner, string Text);
}
