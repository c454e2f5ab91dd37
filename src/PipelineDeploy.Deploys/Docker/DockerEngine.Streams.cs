using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace PipelineDeploy.Deploys.Docker;

public sealed partial class DockerEngine
{
    const int LongestExecOutput = 64 * 1024;
    static readonly TimeSpan execPoll = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    /// <remarks>
    /// An engine of 20.10 may end its stream before the last lines when a container writes much and exits (seen with <c>docker logs -f</c>, too: 2 of 40
    /// times). What it then holds back is in the log, so that is read once more to the end.
    /// </remarks>
    public async IAsyncEnumerable<ContainerLogLine> LogsAsync(
        string container, ContainerLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var isTerminal = (await InspectAsync(container, cancellationToken)).Read(DockerJson.Default.ContainerJson).Config?.Tty ?? false;
        var lines = new LogLines();
        await foreach (var line in LinesAsync(container, query, isTerminal, lines, cancellationToken))
            yield return line;

        if (query is { Follow: true, Tail: null })
        {
            await foreach (var line in LinesAsync(container, query with { Follow = false }, isTerminal, lines, cancellationToken))
                yield return line;
        }

        foreach (var line in lines.End())
            yield return line;
    }

    async IAsyncEnumerable<ContainerLogLine> LinesAsync(
        string container, ContainerLogQuery query, bool isTerminal, LogLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = EnginePath.Container(container, "/logs") + EnginePath.Query(
            ("stdout", "1"),
            ("stderr", "1"),
            ("follow", query.Follow ? "1" : "0"),
            ("tail", query.Tail?.ToString(CultureInfo.InvariantCulture) ?? "all"));
        using var response = await OpenAsync(HttpMethod.Get, path, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);

        var frames = new LogFrames(isTerminal);
        var taker = lines.FromTheStart();
        var buffer = new byte[32 * 1024];
        while (await ReadAsync(stream, buffer, cancellationToken) is > 0 and var count)
        {
            frames.Feed(buffer.AsSpan(0, count), taker);
            foreach (var line in lines.Take())
                yield return line;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Docker cannot end a command: when it is cancelled, the command goes on inside the container, unwatched.</remarks>
    public async Task<ExecResult> ExecAsync(string container, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var create = EngineRequest.Json(new CreateExecJson(command), DockerJson.Default.CreateExecJson);
        var exec = (await CallAsync(HttpMethod.Post, EnginePath.Container(container, "/exec"), cancellationToken, create))
            .Read(DockerJson.Default.CreatedJson).Id;

        var start = EngineRequest.Json(new StartExecJson(), DockerJson.Default.StartExecJson);
        var output = new MemoryStream();
        using (var response = await OpenAsync(HttpMethod.Post, $"/exec/{exec}/start", cancellationToken, start))
        await using (var stream = await response.Content.ReadAsStreamAsync(cancellationToken))
        {
            var frames = new LogFrames(isTerminal: false);
            var buffer = new byte[32 * 1024];
            while (await ReadAsync(stream, buffer, cancellationToken) is > 0 and var count)
                frames.Feed(buffer.AsSpan(0, count), (_, bytes) => output.Write(bytes[..Math.Min(bytes.Length, LongestExecOutput - (int)output.Length)]));
        }

        return new ExecResult(await ExitCodeAsync(exec, cancellationToken), Encoding.UTF8.GetString(output.ToArray()));
    }

    /// <inheritdoc/>
    /// <remarks>The engine is asked when the enumeration starts; what happened before is not part of it. It fails when the engine ends.</remarks>
    public async IAsyncEnumerable<ContainerEvent> EventsAsync(
        IReadOnlyDictionary<string, string> labels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = "/events" + EnginePath.Query(("filters", EnginePath.Filters(labels, ("type", "container"))));
        using var response = await OpenAsync(HttpMethod.Get, path, cancellationToken);
        using var reader = await ReadTextAsync(response, cancellationToken);
        while (await ReadLineAsync(reader, cancellationToken) is { } line)
        {
            if (line.Length > 0)
                yield return ReadEvent(line);
        }

        throw new ContainerEngineUnreachableException("The Docker engine ended the stream of events. It was probably stopped.");
    }

    /// <inheritdoc/>
    /// <remarks>The engine keeps its last 256 events in memory.</remarks>
    public async Task<long?> FindLastExitCodeAsync(string container, CancellationToken cancellationToken)
    {
        var filters = EnginePath.Filters(new Dictionary<string, string>(StringComparer.Ordinal), ("type", "container"), ("container", container), ("event", "die"));
        // Without an end the stream would go on with what is still to happen.
        var until = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds.ToString("F6", CultureInfo.InvariantCulture);
        using var response = await OpenAsync(HttpMethod.Get, "/events" + EnginePath.Query(("since", "0"), ("until", until), ("filters", filters)), cancellationToken);
        using var reader = await ReadTextAsync(response, cancellationToken);
        long? last = null;
        while (await ReadLineAsync(reader, cancellationToken) is { } line)
        {
            if (line.Length > 0 && long.TryParse(ReadEvent(line).Labels.GetValueOrDefault("exitCode"), CultureInfo.InvariantCulture, out var code))
                last = code;
        }

        return last;
    }

    static ContainerEvent ReadEvent(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DockerJson.Default.EventJson)!.ToEvent();
        }
        catch (JsonException e)
        {
            throw new ContainerEngineException(200, "The Docker engine sent an event that is no JSON: " + e.Message, e);
        }
    }

    async Task<long> ExitCodeAsync(string exec, CancellationToken cancellationToken)
    {
        // The output ends a moment before the engine has noted the exit code.
        while (true)
        {
            var state = (await CallAsync(HttpMethod.Get, $"/exec/{exec}/json", cancellationToken)).Read(DockerJson.Default.ExecJson);
            if (!state.Running && state.ExitCode is { } code)
                return code;
            await Task.Delay(execPoll, time, cancellationToken);
        }
    }

    Task<int> ReadAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken) =>
        connection.GuardAsync(() => stream.ReadAsync(buffer, cancellationToken).AsTask(), cancellationToken);
}
