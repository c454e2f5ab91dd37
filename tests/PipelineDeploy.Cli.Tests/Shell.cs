using System.Diagnostics;

namespace PipelineDeploy.Cli.Tests;

/// <summary>Starts real programs, <c>pdeploy</c> among them.</summary>
static class Shell
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>The folder that the built <c>pdeploy</c> is in.</summary>
    public static string Programs { get; } = AppContext.BaseDirectory.TrimEnd('/');

    /// <summary>What a program prints until it ends well.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(Longest);
        using var process = Start(program, new Dictionary<string, string>(), arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        process.ExitCode.ShouldBe(0, $"{await output}{await errors}");
        return await output;
    }

    /// <summary>Starts a program with more variables.</summary>
    public static Process Start(string program, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start).ShouldNotBeNull();
        process.StandardInput.Close();
        return process;
    }
}
