using System.Text.Json;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>Reads the healthchecks of an <c>app.json</c>, process by process.</summary>
sealed class AppJsonReader
{
    const int MostEntries = 100;

    readonly Dictionary<string, IReadOnlyList<CheckRound>> _processes = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, IReadOnlyList<CheckRound>> Processes => _processes;

    internal List<ChecksProblem> Problems { get; } = [];

    internal void Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            Refuse("", "the file must be a JSON object");
        }
        else if (root.TryGetProperty("healthchecks", out var healthchecks))
        {
            ReadProcesses(healthchecks);
        }
    }

    internal void Refuse(string place, string what) => Add(place, "badHealthcheck", what, isWarning: false);

    internal void Warn(string place, string what) => Add(place, "oddHealthcheck", what, isWarning: true);

    void ReadProcesses(JsonElement healthchecks)
    {
        if (healthchecks.ValueKind != JsonValueKind.Object)
        {
            Refuse("healthchecks", "must be an object with a list for each process");
            return;
        }

        foreach (var process in healthchecks.EnumerateObject())
        {
            var place = $"healthchecks.{ChecksError.Show(process.Name)}";
            if (process.Value.ValueKind != JsonValueKind.Array)
            {
                Refuse(place, "must be a list");
            }
            else if (process.Value.GetArrayLength() > MostEntries)
            {
                Refuse(place, $"has {process.Value.GetArrayLength()} entries; at most {MostEntries} are read");
            }
            else
            {
                ReadEntries(process.Name, place, process.Value);
            }
        }
    }

    void ReadEntries(string process, string place, JsonElement entries)
    {
        List<CheckRound> rounds = [];
        foreach (var (index, entry) in entries.EnumerateArray().Index())
        {
            if (new HealthcheckEntry(this, $"{place}[{index}]", entry).Read() is { } round) rounds.Add(round);
        }

        _processes[process] = rounds;
    }

    void Add(string place, string code, string what, bool isWarning)
    {
        if (Problems.Count == ChecksProblem.Most) return;

        var where = place.Length == 0 ? "app.json" : $"app.json: {place}";
        Problems.Add(new ChecksProblem(
            null, place, new UserError($"checks.{code}", $"{where} {what}", isWarning ? null : "The fields are described in docs/checks.md."), isWarning));
    }
}
