using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace PipelineDeploy.TestKit.Webhooks;

/// <summary>
/// The payloads that the npm package <c>@octokit/webhooks-examples</c> keeps of GitHub and of GitHub Enterprise Server. They are installed by
/// npm into <c>.local</c>, which git ignores, and are no part of this repository.
/// </summary>
public sealed class GithubExamples
{
    const string Package = "@octokit/webhooks-examples";
    const string Version = "7.6.1";

    /// <summary>All of them: the event and the body.</summary>
    public IReadOnlyList<(string Event, string Body)> All { get; } = [.. Install().SelectMany(Read)];

    static string[] Install()
    {
        var folder = Path.Combine(Repository(), ".local", "npm", $"webhooks-examples-{Version}");
        var installed = Path.Combine(folder, "node_modules", Package);
        if (!Directory.Exists(folder))
        {
            // Made aside, because other tests may be about it at the same time.
            var aside = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
            Npm("install", "--prefix", aside, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", $"{Package}@{Version}");
            try
            {
                Directory.Move(aside, folder);
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                Directory.Delete(aside, recursive: true);
            }
        }

        return Directory.GetFiles(installed, "index.json", SearchOption.AllDirectories);
    }

    static void Npm(params string[] arguments)
    {
        try
        {
            var talk = new StringBuilder();
            using var npm = new Process { StartInfo = new ProcessStartInfo("npm", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false } };
            npm.OutputDataReceived += (_, line) => talk.AppendLine(line.Data);
            npm.ErrorDataReceived += (_, line) => talk.AppendLine(line.Data);
            npm.Start();
            npm.BeginOutputReadLine();
            npm.BeginErrorReadLine();
            npm.WaitForExit();
            if (npm.ExitCode != 0)
            {
                throw new InvalidOperationException($"npm cannot install {Package}, the data of these tests: {talk}");
            }
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"npm is needed to get {Package}, the data of these tests: {e.Message}", e);
        }
    }

    static IEnumerable<(string Event, string Body)> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.EnumerateArray().SelectMany(
            kind => kind.GetProperty("examples").EnumerateArray(), (kind, example) => (kind.GetProperty("name").GetString()!, example.GetRawText()))];
    }

    static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
