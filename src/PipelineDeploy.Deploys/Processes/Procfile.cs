using System.Globalization;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Processes;

/// <summary>An app's <c>Procfile</c>: one process a line, its name, a colon and its command.</summary>
/// <param name="Lines">What it says, in its order, <c>release</c> too.</param>
/// <remarks>Heroku, "The Procfile"; dokku, "Process management". What they skip silently is an error here: a process that is not there is missed too late.</remarks>
public sealed record Procfile(IReadOnlyList<ProcfileLine> Lines)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "Procfile";

    /// <summary>Most processes of an app.</summary>
    public const int Most = 64;

    const string Hint = "Write each process in a line: its name, a colon and its command, e.g. worker: bin/work --all";

    /// <summary>The command of <c>release</c>, which is run once before the new version starts; null without one.</summary>
    public string? Migration => Lines.FirstOrDefault(line => line.Name == ProcessNames.Release)?.Command;

    /// <summary>The processes that go on.</summary>
    public IEnumerable<ProcfileLine> Processes => Lines.Where(line => line.Name != ProcessNames.Release);

    /// <summary>Reads the text of a Procfile; the first mistake is thrown.</summary>
    /// <exception cref="UserErrorException"><c>source.badProcfile</c>, with the line.</exception>
    public static Procfile Parse(string text)
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        List<ProcfileLine> lines = [];
        foreach (var (index, raw) in text.TrimStart('\uFEFF').Split('\n').Index())
        {
            var line = raw.Trim();
            if (line.Length > 0 && line[0] != '#')
            {
                lines.Add(Read(line, index + 1, seen));
            }
        }

        return lines.Count <= Most ? new Procfile(lines) : throw SourceError.Because("badProcfile", $"{FileName} has {lines.Count} processes", $"An app has at most {Most}.");
    }

    static ProcfileLine Read(string line, int number, Dictionary<string, int> seen)
    {
        var (name, command) = line.Split(':', 2) is [var before, var after] ? (before.TrimEnd(), after.Trim()) : throw Bad(number, $"{SourceError.Show(line)} has no colon", Hint);
        return !ProcessNames.IsOne(name) ? throw Bad(number, $"{SourceError.Show(name)} is no name of a process", ProcessNames.Hint)
            : command.Length == 0 ? throw Bad(number, $"'{name}' has no command", Hint)
            : command.Any(sign => char.IsControl(sign) && sign != '\t') ? throw Bad(number, $"the command of '{name}' holds a control character", Hint)
            : !seen.TryAdd(name, number) ? throw Bad(number, string.Create(CultureInfo.InvariantCulture, $"'{name}' is there already, in line {seen[name]}"), "Give each process its own name.")
            : new ProcfileLine(name, command, number);
    }

    static UserErrorException Bad(int line, string what, string hint) =>
        SourceError.Because("badProcfile", string.Create(CultureInfo.InvariantCulture, $"{FileName} line {line}: {what}"), hint);
}

/// <summary>One line of a Procfile.</summary>
/// <param name="Name">The process.</param>
/// <param name="Command">Its command, as it is written.</param>
/// <param name="Number">Which line, from 1.</param>
public sealed record ProcfileLine(string Name, string Command, int Number);
