using System.Globalization;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Imports;

/// <summary>Reads what dokku keeps of an app in <c>/home/dokku/&lt;app&gt;</c>.</summary>
/// <remarks>
/// dokku writes <c>ENV</c> (<c>export NAME='value'</c>, later as dotenv), <c>VHOST</c> (a domain a line), <c>DOKKU_SCALE</c> (<c>web=1</c> a
/// line) and <c>DOCKER_OPTIONS_DEPLOY</c> there; a <c>CHECKS</c> is part of the source.
/// </remarks>
public static class DokkuFolder
{
    /// <summary>The tool's name.</summary>
    public const string Tool = "dokku";

    const string Own = "DOKKU_";
    const string PortMap = "DOKKU_PROXY_PORT_MAP";

    // What dokku writes among the variables for itself.
    static readonly string[] OfDokku = ["GIT_REV", "NO_VHOST", "BUILDPACK_URL"];

    /// <summary>Reads the files.</summary>
    /// <param name="app">The app's name here.</param>
    /// <param name="files">Their texts by name.</param>
    /// <exception cref="FieldErrorsException"><c>import.badFolder</c>.</exception>
    public static ImportPlan Read(string app, IReadOnlyDictionary<string, string> files)
    {
        var draft = new ImportDraft(app) { Checks = files.GetValueOrDefault("CHECKS") };
        if (files.TryGetValue("ENV", out var env))
        {
            draft.ReadEnv("ENV", env, (name, value) => KeepOut(draft, name, value));
        }

        if (files.TryGetValue("VHOST", out var domains))
        {
            draft.ReadLines("VHOST", domains, line => ReadDomain(draft, line));
        }

        if (files.TryGetValue("DOKKU_SCALE", out var scale))
        {
            ReadScale(draft, scale);
        }

        if (draft.Checks is not null)
        {
            draft.Notes.Add("CHECKS belongs into the source, beside the Dockerfile: every deploy reads it from there");
        }

        if (!string.IsNullOrWhiteSpace(files.GetValueOrDefault("DOCKER_OPTIONS_DEPLOY")))
        {
            draft.Notes.Add("DOCKER_OPTIONS_DEPLOY is not taken over: volumes, networks, labels, memoryLimit and cpuLimit are settings (docs/settings.md)");
        }

        return draft.Finish();
    }

    static bool KeepOut(ImportDraft draft, string name, string value)
    {
        if (name == PortMap && PortOf(value) is { } port)
        {
            draft.SetWeakly("port", port);
            return true;
        }

        if (!name.StartsWith(Own, StringComparison.Ordinal) && !OfDokku.Contains(name))
        {
            return false;
        }

        draft.Notes.Add($"{name} is dokku's own and not taken over");
        return true;
    }

    // scheme:host port:container port, with blanks between; one container port is the app's.
    static string? PortOf(string map)
    {
        var ports = map.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split(':')).Where(parts => parts.Length == 3).Select(parts => parts[2]).Distinct(StringComparer.Ordinal).ToList();
        return ports is [var only] && ushort.TryParse(only, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? only : null;
    }

    static void ReadDomain(ImportDraft draft, string line)
    {
        if (line.StartsWith("*.", StringComparison.Ordinal))
        {
            draft.Notes.Add($"{line} is not taken over: a domain here is one host name");
        }
        else
        {
            draft.AddDomain(line);
        }
    }

    static void ReadScale(ImportDraft draft, string text)
    {
        var scale = new Dictionary<string, int>(StringComparer.Ordinal);
        draft.ReadLines("DOKKU_SCALE", text, line =>
        {
            if (line == "web=0")
            {
                draft.Notes.Add("web=0 is not taken over, because web gets the traffic; to keep visitors away: pdeploy maintenance on");
            }
            else if (!line.StartsWith(ProcessNames.Release + "=", StringComparison.Ordinal))
            {
                var (process, quantity) = ProcessScale.Parse(line).Quantities.Single();
                scale[process] = quantity;
            }
        });
        if (scale.Any(one => one.Value != (one.Key == ProcessNames.Web ? 1 : 0)))
        {
            draft.SetWeakly(ProcessScale.Setting, ProcessScale.None.With(scale).ToString());
        }
    }
}
