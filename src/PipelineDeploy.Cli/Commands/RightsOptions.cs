using System.CommandLine;

namespace PipelineDeploy.Cli.Commands;

/// <summary>The options that say what somebody may do: <c>--role</c> for all apps, <c>--on app=role</c> for single ones.</summary>
sealed class RightsOptions
{
    readonly Option<string?> role = new("--role") { HelpName = "viewer|deployer|admin", Description = "The role for all apps." };

    readonly Option<string[]> on = new("--on") { HelpName = "app=role", Description = "The role for one app; may be given several times.", DefaultValueFactory = _ => [] };

    public void AddTo(Command command)
    {
        command.Add(role);
        command.Add(on);
    }

    public string? Role(ParseResult parsed) => parsed.GetValue(role);

    public IReadOnlyDictionary<string, string> Apps(ParseResult parsed)
    {
        var apps = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in parsed.GetValue(on) ?? [])
        {
            if (pair.Split('=') is not [{ Length: > 0 } app, { Length: > 0 } role] || !apps.TryAdd(app, role))
            {
                throw CliException.Usage($"'{pair}' gives no app a role, or the app stands there twice.", "Write each as --on shop=deployer.");
            }
        }

        return apps;
    }

    /// <summary>Rights in one cell of a table.</summary>
    public static string Text(string? role, IReadOnlyDictionary<string, string> apps) =>
        string.Join(' ', new[] { role }.OfType<string>().Concat(apps.Select(app => $"{app.Key}={app.Value}"))) is { Length: > 0 } text ? text : "-";
}
