using System.Globalization;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Imports;

/// <summary>A plan while its files are read. Everything that is wrong is told at once, by file and line, without a value.</summary>
sealed class ImportDraft(string app)
{
    readonly Dictionary<string, List<string>> _problems = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    readonly List<string> _domains = [];

    public List<string> Notes { get; } = [];

    public string? Checks { get; set; }

    public ImportPlan Finish() => _problems.Count == 0
        ? new ImportPlan(app, _variables, _settings, [.. _domains.Distinct(StringComparer.Ordinal)], Checks, Notes)
        : throw new FieldErrorsException(
            new UserError("import.badFolder", "The folder cannot be imported; nothing was changed", "Correct these lines, or take them out."),
            _problems.ToDictionary(problem => problem.Key, problem => (IReadOnlyList<string>)problem.Value));

    /// <summary>Reads the variables of a file: names of settings are settings, what <paramref name="keepOut"/> takes is neither.</summary>
    public void ReadEnv(string file, string text, Func<string, string, bool> keepOut)
    {
        var (variables, lines, errors) = EnvFile.Read(text);
        errors.ToList().ForEach(error => Problem(file, error.Line, error.Wrong));
        foreach (var (name, value) in variables)
        {
            if (SettingDefinition.OfAlias(name) is { } setting)
            {
                Guard(file, lines[name], () => _settings[setting.Name] = setting.Normalize(value));
            }
            else if (!keepOut(name, value))
            {
                _variables[name] = value;
            }
        }
    }

    /// <summary>Reads a file line by line, without its comments.</summary>
    public void ReadLines(string file, string text, Action<string> read)
    {
        foreach (var (index, line) in text.TrimStart('\uFEFF').Split('\n').Index())
        {
            if (line.Trim() is { Length: > 0 } trimmed && trimmed[0] != '#')
            {
                Guard(file, index + 1, () => read(trimmed));
            }
        }
    }

    public void AddDomain(string name) => _domains.Add(DomainName.Parse(name));

    /// <summary>Sets a setting unless something stronger has.</summary>
    public void SetWeakly(string name, string value) => _settings.TryAdd(name, SettingDefinition.Find(name).Normalize(value));

    void Guard(string file, int line, Action read)
    {
        try
        {
            read();
        }
        catch (UserErrorException e)
        {
            Problem(file, line, e.Error.Message);
        }
    }

    void Problem(string file, int line, string wrong)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{file} line {line}");
        if (!_problems.TryAdd(place, [wrong]))
        {
            _problems[place].Add(wrong);
        }
    }
}
