using System.Text.Json;
using System.Text.RegularExpressions;

namespace PipelineDeploy.Cli.Starting;

/// <summary>What a folder tells of the app in it.</summary>
/// <param name="Dockerfile">Path of its Dockerfile; null without one.</param>
/// <param name="ComposeFile">Name of its compose file; null without one.</param>
/// <param name="Port">The port the app listens on; null when nothing says so.</param>
/// <param name="PortFrom">What says so.</param>
/// <param name="Processes">Names of the processes of its Procfile.</param>
/// <param name="Checks">What will prove a new version; null for Docker's word that it runs.</param>
sealed partial record ProjectScan(string? Dockerfile, string? ComposeFile, int? Port, string? PortFrom, IReadOnlyList<string> Processes, string? Checks)
{
    const long LargestFile = 1024 * 1024;
    static readonly string[] Dockerfiles = ["Dockerfile", "docker/Dockerfile", ".docker/Dockerfile", "build/Dockerfile", "deploy/Dockerfile", "Dockerfile.prod", "Dockerfile.production", "Containerfile"];
    static readonly string[] ComposeFiles = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    /// <summary>Whether the port is known without a setting: the image declares it.</summary>
    public bool IsPortDeclared => PortFrom?.StartsWith("EXPOSE", StringComparison.Ordinal) == true;

    /// <summary>Looks at the files at the top of a folder.</summary>
    public static ProjectScan Read(string folder)
    {
        var dockerfile = Dockerfiles.FirstOrDefault(path => File.Exists(Path.Combine(folder, path)));
        var docker = DockerfileScan.Read(dockerfile is null ? "" : Text(folder, dockerfile));
        var (procfile, appJson) = (Text(folder, "Procfile"), AppJson(Text(folder, "app.json")));
        var (port, from) = PortOf(docker, dockerfile, appJson, procfile);
        var checks = File.Exists(Path.Combine(folder, "CHECKS")) ? "CHECKS"
            : appJson?.TryGetProperty("healthchecks", out _) == true ? "healthchecks in app.json"
            : docker.HasHealthCheck ? $"HEALTHCHECK in {dockerfile}" : null;
        return new ProjectScan(
            dockerfile, ComposeFiles.FirstOrDefault(name => File.Exists(Path.Combine(folder, name))), port, from,
            [.. Process().Matches(procfile).Select(found => found.Groups["name"].Value)], checks);
    }

    static (int? Port, string? From) PortOf(DockerfileScan docker, string? dockerfile, JsonElement? appJson, string procfile)
    {
        var web = Process().Matches(procfile).FirstOrDefault(found => found.Groups["name"].Value == "web")?.Groups["command"].Value ?? "";
        var candidates = new (int? Port, string From)[]
        {
            (docker.Exposed.Count > 0 ? docker.Exposed[0] : null, $"EXPOSE in {dockerfile}"),
            (docker.PortVariable, $"ENV PORT in {dockerfile}"),
            (DockerfileScan.Number(PortIn(appJson)), "PORT in app.json"),
            (DockerfileScan.Number(PortOption().Match(web) is { Success: true } found ? found.Groups["port"].Value : null), "web in Procfile"),
        };
        return candidates.FirstOrDefault(one => one.Port is not null) is { Port: { } port, From: var from } ? (port, from) : (null, null);
    }

    // Heroku's app.json: "env": { "PORT": "3000" } or { "PORT": { "value": "3000" } }.
    static string? PortIn(JsonElement? appJson)
    {
        if (appJson is not { } root || !root.TryGetProperty("env", out var env) || env.ValueKind != JsonValueKind.Object || !env.TryGetProperty("PORT", out var port))
        {
            return null;
        }

        var value = port.ValueKind == JsonValueKind.Object && port.TryGetProperty("value", out var inner) ? inner : port;
        return value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;
    }

    static JsonElement? AppJson(string text)
    {
        try
        {
            return text.Length > 0 && JsonDocument.Parse(text).RootElement is { ValueKind: JsonValueKind.Object } root ? root : null;
        }
        catch (JsonException)
        {
            // The deploy will say what is wrong with it and where.
            return null;
        }
    }

    static string Text(string folder, string name)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, name));
            return file is { Exists: true, Length: <= LargestFile } ? File.ReadAllText(file.FullName) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"Cannot read {name}: {e.Message}");
        }
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9_-]+):[ \t]*(?<command>[^\n]*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Process();

    [GeneratedRegex(@"(--port[= ]|-p ?|PORT[=:-]+|:)(?<port>[0-9]{2,5})($|[^0-9])", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PortOption();
}
