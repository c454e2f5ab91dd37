using System.Text;
using System.Text.Json;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>Reads the JSON messages of a build: text in any pieces, pull progress, the image's id, an error.</summary>
sealed class BuildOutput(Action<string> onLine)
{
    // The classic builder's words, before it starts a container.
    const string Running = " ---> Running in ";

    readonly StringBuilder pending = new();
    string? container;

    /// <summary>The id of the image; null until the engine says it.</summary>
    public string? ImageId { get; private set; }

    /// <summary>Why the build failed; null while it has not.</summary>
    public string? Error { get; private set; }

    /// <summary>The container that it said last to run, once.</summary>
    public string? TakeContainer()
    {
        var taken = container;
        container = null;
        return taken;
    }

    /// <summary>Takes one JSON message.</summary>
    public void Feed(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return;
        if (Read(json) is not { } message)
        {
            Text(json + "\n");
            return;
        }

        if (message.Stream is { } text)
            Text(text);
        if (message.Status is { } status && message.ProgressDetail?.Total is null)
            Text((message.Id is { Length: > 0 } id ? $"{id}: {status}" : status) + "\n");
        if (message.Aux?.ID is { Length: > 0 } image)
            ImageId = image;
        Error ??= (message.ErrorDetail?.Message ?? message.Error)?.Trim();
    }

    /// <summary>Hands over a last line that has no line break.</summary>
    public void End()
    {
        if (pending.Length > 0)
            Emit();
    }

    void Text(string text)
    {
        foreach (var c in text)
        {
            if (c == '\n')
                Emit();
            else
                pending.Append(c);
            if (pending.Length >= LogLines.LongestLine)
                Emit();
        }
    }

    void Emit()
    {
        var line = pending.ToString().TrimEnd('\r');
        pending.Clear();
        if (line.StartsWith(Running, StringComparison.Ordinal) && line[Running.Length..] is { Length: 12 } id && id.All(char.IsAsciiHexDigitLower))
            container = id;
        onLine(line);
    }

    static BuildMessageJson? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, DockerJson.Default.BuildMessageJson);
        }
        catch (JsonException)
        {
            // Shown as it is: better an odd line than a lost one.
            return null;
        }
    }
}
