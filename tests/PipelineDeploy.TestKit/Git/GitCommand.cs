using System.Diagnostics;

namespace PipelineDeploy.TestKit.Git;

/// <summary>Runs git for a test, with nothing of the machine's configuration.</summary>
public static class GitCommand
{
    /// <summary>What it wrote; it must succeed.</summary>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var (exitCode, output, error) = await TryAsync(folder, arguments);
        return exitCode == 0 ? output.Trim() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error}");
    }

    /// <summary>How it ended and what it wrote.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> TryAsync(string folder, params string[] arguments)
    {
        using var git = Start(folder, arguments);
        var (output, error) = (git.StandardOutput.ReadToEndAsync(), git.StandardError.ReadToEndAsync());
        await git.WaitForExitAsync();
        return (git.ExitCode, await output, await error);
    }

    /// <summary>Starts it; who asked for it ends it.</summary>
    public static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "user.name=ann", "-c", "user.email=ann@example.com", "-c", "protocol.file.allow=always", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        (start.Environment["GIT_CONFIG_GLOBAL"], start.Environment["GIT_CONFIG_NOSYSTEM"]) = ("/dev/null", "1");
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        return Process.Start(start)!;
    }
}
