using System.Net.Sockets;
using System.Text;

namespace PipelineDeploy.Server.Git;

/// <summary>The pre-receive hook of pushed repositories: hands git's question to the server and its answer to git.</summary>
/// <remarks>This runs in a process of its own, which git starts by <see cref="HookScript"/>.</remarks>
static class PushHook
{
    /// <summary>The argument that makes this program the hook.</summary>
    public const string Verb = "git-hook";

    /// <summary>Asks the server, shows what it says and ends as it says.</summary>
    public static async Task<int> RunAsync(Func<string, string?> variable, TextReader input, TextWriter output)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(variable(PushRequest.SocketVariable) ?? ""));
            await using var stream = new NetworkStream(socket);
            await SendAsync(stream, variable, await input.ReadToEndAsync());
            return await ShowAsync(stream, output) ?? await ComplainAsync(output, "The connection to the server was lost; a run that it has started goes on", "Push again when the server is back: that follows the run and starts no second one");
        }
        catch (Exception e) when (e is SocketException or ArgumentException or IOException)
        {
            return await ComplainAsync(output, $"The server does not answer: {e.Message}", "Push again when it is back: a run that was started is followed, not started anew");
        }
    }

    static async Task SendAsync(Stream stream, Func<string, string?> variable, string input)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        foreach (var line in PushRequest.LinesOf(variable, input.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
        {
            await writer.WriteAsync(line + "\n");
        }
    }

    static async Task<int?> ShowAsync(Stream stream, TextWriter output)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(PushRequest.Exit, StringComparison.Ordinal))
            {
                return line == PushRequest.Exit + "0" ? 0 : 1;
            }

            await output.WriteAsync(line[PushRequest.Say.Length..] + "\n");
            await output.FlushAsync();
        }

        return null;
    }

    static async Task<int> ComplainAsync(TextWriter output, string message, string hint)
    {
        await output.WriteAsync($" !     {message}\n       {hint}\n");
        return 1;
    }
}
