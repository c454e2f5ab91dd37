using System.Formats.Tar;
using System.Text;
using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.TestKit.Docker;

/// <summary>The base image of all tests: <c>FROM scratch</c> and the static busybox of this machine, since no registry is reachable.</summary>
public static class BusyboxImage
{
    /// <summary>Its name.</summary>
    public const string Tag = "pipelinedeploy-test/busybox:1";

    static readonly SemaphoreSlim building = new(1);

    static readonly string[] commands =
    [
        "cat", "chmod", "cp", "date", "dd", "echo", "env", "false", "grep", "head", "httpd", "kill", "ls", "mkdir", "mv", "nc", "printf", "ps",
        "readlink", "rm", "sed", "seq", "sh", "sleep", "stat", "tail", "test", "touch", "tr", "true", "wget", "yes",
    ];

    /// <summary>Builds it unless the engine has it.</summary>
    public static async Task EnsureAsync(IContainerEngine engine, CancellationToken cancellationToken = default)
    {
        await building.WaitAsync(cancellationToken);
        try
        {
            if (await engine.FindImageAsync(Tag, cancellationToken) is not null)
                return;
            var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [TestDocker.Label] = "base" };
            await engine.BuildImageAsync(new(Tag, "Dockerfile", WriteAsync, labels), _ => { }, cancellationToken);
        }
        finally
        {
            building.Release();
        }
    }

    // RUN needs a shell that is not there yet, so the links are part of the context.
    static async Task WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        await tar.WriteEntryAsync(TarText.File("Dockerfile", "FROM scratch\nADD rootfs /\nENV PATH=/bin\n"), cancellationToken);
        await tar.WriteEntryAsync(TarText.File("rootfs/etc/passwd", "root:x:0:0:root:/:/bin/sh\n"), cancellationToken);
        await tar.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.Directory, "rootfs/tmp/") { Mode = (UnixFileMode)0b1_111_111_111 }, cancellationToken);

        await using var busybox = File.OpenRead("/bin/busybox");
        var binary = new PaxTarEntry(TarEntryType.RegularFile, "rootfs/bin/busybox") { Mode = (UnixFileMode)0b111_101_101, DataStream = busybox };
        await tar.WriteEntryAsync(binary, cancellationToken);
        foreach (var command in commands)
        {
            var link = new PaxTarEntry(TarEntryType.SymbolicLink, "rootfs/bin/" + command) { LinkName = "busybox" };
            await tar.WriteEntryAsync(link, cancellationToken);
        }
    }
}

/// <summary>Small files for a tar that is made by hand.</summary>
public static class TarText
{
    /// <summary>A regular file with this text.</summary>
    public static PaxTarEntry File(string path, string text) =>
        new(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };

    /// <summary>Writes such files as a build context, for <see cref="ImageBuild.WriteContext"/>.</summary>
    public static Func<Stream, CancellationToken, Task> Context(params (string Path, string Text)[] files) => async (output, cancellationToken) =>
    {
        await using var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var (path, text) in files)
            await tar.WriteEntryAsync(File(path, text), cancellationToken);
    };
}
