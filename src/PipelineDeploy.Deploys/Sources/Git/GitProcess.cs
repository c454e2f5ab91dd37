using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources.Git;

/// <summary>One execution of git, without a shell, in an environment that holds nothing but what it needs.</summary>
public static class GitProcess
{
    const int LongestTalk = 64 * 1024;

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where it works.</param>
    /// <param name="environment">All of its environment.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="UserErrorException"><c>git.missing</c>.</exception>
    public static Process Start(string folder, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new UserErrorException(new UserError("git.missing", $"git cannot be started on the server: {e.Message}", "Install git there."), e);
        }
    }

    /// <summary>Runs it.</summary>
    /// <param name="folder">Where it works.</param>
    /// <param name="environment">All of its environment.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="read">Takes its standard output.</param>
    /// <param name="cancellationToken">Kills it and all that it has started.</param>
    /// <returns>Its exit code and what it wrote to standard error.</returns>
    internal static async Task<(int ExitCode, string Talk)> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        using var git = Start(folder, environment, arguments);
        // A read of a pipe does not end before its writers do, so they are ended first.
        await using var kill = cancellationToken.Register(() => git.Kill(entireProcessTree: true));
        git.StandardInput.Close();
        try
        {
            var talk = TalkAsync(git.StandardError.BaseStream, cancellationToken);
            await read(git.StandardOutput.BaseStream, cancellationToken);
            await git.WaitForExitAsync(cancellationToken);
            return (git.ExitCode, await talk);
        }
        catch
        {
            git.Kill(entireProcessTree: true);
            await git.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Runs it and reads what it writes to standard output as text.</summary>
    internal static async Task<(int ExitCode, string Output, string Talk)> ReadAsync(
        string folder, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var output = "";
        var (exitCode, talk) = await RunAsync(
            folder,
            environment,
            arguments,
            async (stream, stop) =>
            {
                using var reader = new StreamReader(stream, Encoding.UTF8);
                output = await reader.ReadToEndAsync(stop);
            },
            cancellationToken);
        return (exitCode, output, talk);
    }

    // All is read, or git would wait; only the last of it is kept.
    static async Task<string> TalkAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (talk, buffer) = (new StringBuilder(), new byte[4096]);
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            talk.Append(Encoding.UTF8.GetString(buffer, 0, count));
            talk.Remove(0, Math.Max(0, talk.Length - LongestTalk));
        }

        return talk.ToString();
    }
}
