using System.Text.Json;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Processes;

/// <summary>The processes of a version of an app, as its files say; a release keeps them.</summary>
/// <param name="Processes"><c>web</c> first, the others in the order of the Procfile.</param>
public sealed record Formation(IReadOnlyList<FormedProcess> Processes)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Of an app whose files say nothing: <c>web</c> by the image's own command.</summary>
    public static Formation OfImage { get; } = new([new FormedProcess(ProcessNames.Web)]);

    /// <summary>What is odd about the files but does no harm.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What the files of an app say.</summary>
    /// <param name="procfile">Text of its Procfile; null without one.</param>
    /// <param name="appJson">Text of its app.json; null without one.</param>
    /// <exception cref="UserErrorException"><c>source.badProcfile</c>, <c>source.badAppJson</c>, <c>command.bad</c>, <c>scale.webNeeded</c>.</exception>
    public static Formation Of(string? procfile, string? appJson)
    {
        List<ProcfileLine> lines = procfile is null ? [] : [.. Procfile.Parse(procfile).Processes];
        var quantities = AppJsonFormation.Read(appJson);
        var names = lines.Select(line => line.Name).Where(name => name != ProcessNames.Web).Prepend(ProcessNames.Web).ToList();
        return new Formation([.. names.Select(name => new FormedProcess(
            name,
            lines.Find(line => line.Name == name) is { } line ? ProcessCommand.Of(line.Command, $"{Procfile.FileName} line {line.Number}") : null,
            quantities.TryGetValue(name, out var quantity) ? quantity : null))])
        {
            Warnings = [.. quantities.Keys.Except(names).Select(name => $"app.json: 'formation' names '{name}', which is no process of the {Procfile.FileName}")],
        };
    }

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static Formation Read(string? text) => text is null ? OfImage : new Formation(JsonSerializer.Deserialize<List<FormedProcess>>(text, Json)!);

    /// <summary>As a release keeps it; null when the files say nothing.</summary>
    public string? ToText() => Processes is [{ Command: null, Quantity: null }] ? null : JsonSerializer.Serialize(Processes, Json);

    /// <summary>How many instances of a process run; of one that the app does not have, none.</summary>
    /// <param name="process">Its name.</param>
    /// <param name="scale">What people want.</param>
    /// <remarks>dokku: one of web, none of the others, until somebody says so.</remarks>
    public int QuantityOf(string process, ProcessScale scale) => Processes.FirstOrDefault(one => one.Name == process) is { } formed
        ? scale.Quantities.TryGetValue(process, out var wanted) ? wanted : formed.Quantity ?? (process == ProcessNames.Web ? 1 : 0)
        : 0;
}

/// <summary>One process of a version of an app.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Command">What its containers run; null for the image's own command.</param>
/// <param name="Quantity">How many run unless people want another number; null for the default.</param>
public sealed record FormedProcess(string Name, IReadOnlyList<string>? Command = null, int? Quantity = null);
