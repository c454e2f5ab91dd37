using System.ComponentModel;
using System.Diagnostics;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>Runs a proxy's own program for something short, without a shell.</summary>
static class ProgramRun
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code and all that it wrote.</returns>
    /// <exception cref="RouterException">It is not there, or does not end.</exception>
    public static async Task<(int ExitCode, string Talk)> RunAsync(string program, IReadOnlyList<string> arguments, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var process = Start(program, arguments);
        await using var kill = either.Token.Register(() => process.Kill(entireProcessTree: true));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return deadline.IsCancellationRequested
            ? throw new RouterException($"{program} {string.Join(' ', arguments)} did not end within {Deadline.TotalSeconds} seconds.")
            : (process.ExitCode, await output + await errors);
    }

    static Process Start(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        }
        catch (Win32Exception missing)
        {
            throw new RouterException($"{program} cannot be started here ({missing.Message}). Install it, or choose another router by PIPELINEDEPLOY_ROUTER.", missing);
        }
    }
}
