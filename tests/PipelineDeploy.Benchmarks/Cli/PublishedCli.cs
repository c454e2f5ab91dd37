using System.Diagnostics;

namespace PipelineDeploy.Benchmarks.Cli;

/// <summary>The executable that people get.</summary>
/// <param name="program">Its path.</param>
/// <param name="folder">What goes with it in the end; null for nothing.</param>
sealed class PublishedCli(string program, DirectoryInfo? folder) : IDisposable
{
    /// <summary>Its path.</summary>
    public string Program => program;

    /// <summary>The one that is named, else one that is published for it.</summary>
    public static async Task<PublishedCli> FindAsync(string named)
    {
        if (named.Length > 0)
        {
            return File.Exists(named) ? new PublishedCli(Path.GetFullPath(named), null) : throw new FormatException($"--program: there is no {named}");
        }

        var folder = Directory.CreateTempSubdirectory("pdb-cli-");
        await Console.Error.WriteLineAsync("publishing for linux-x64 …");
        using var publishing = Process.Start(new ProcessStartInfo(Path.Combine(Repository(), "scripts", "publish"), ["--to", folder.FullName, "linux-x64"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = await publishing.StandardOutput.ReadToEndAsync();
        await publishing.WaitForExitAsync();
        return publishing.ExitCode == 0
            ? new PublishedCli(Path.Combine(folder.FullName, "linux-x64", "pdeploy"), folder)
            : throw new InvalidOperationException($"scripts/publish ended with {publishing.ExitCode}: {said}");
    }

    /// <inheritdoc/>
    public void Dispose() => folder?.Delete(recursive: true);

    static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the repository is not around this program");
        }

        return folder.FullName;
    }
}
