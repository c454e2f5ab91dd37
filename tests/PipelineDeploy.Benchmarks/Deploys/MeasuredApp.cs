using PipelineDeploy.TestKit.Docker;

namespace PipelineDeploy.Benchmarks.Deploys;

/// <summary>The app that is deployed: busybox's httpd, which answers as soon as its container runs. Two versions take turns, so that both are in the build's cache.</summary>
static class MeasuredApp
{
    /// <summary>What a version answers.</summary>
    public static string Content(int version) => version % 2 == 0 ? "even" : "odd";

    /// <summary>Its files as a tar.</summary>
    /// <param name="version">Which.</param>
    /// <param name="checksWait">Seconds before each attempt of its check.</param>
    public static async Task<byte[]> SourceAsync(int version, int checksWait = 0)
    {
        using var tar = new MemoryStream();
        await TarText.Context(Files(version, checksWait))(tar, CancellationToken.None);
        return tar.ToArray();
    }

    /// <summary>Writes its files into a folder.</summary>
    public static void Write(string folder, int version)
    {
        foreach (var (path, text) in Files(version, 0))
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    static (string Path, string Text)[] Files(int version, int checksWait) =>
    [
        ("Dockerfile", TestApp.Dockerfile), ("www/index.html", Content(version)), ("www/health", "ok"),
        ("CHECKS", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"WAIT={checksWait}\nATTEMPTS=20\n/health ok\n")),
    ];
}
