using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Settings;

/// <summary>What a setting's text must be.</summary>
public enum SettingType
{
    /// <summary>A length of time: <c>5</c> (seconds), <c>0.5</c>, <c>30s</c>, <c>1m</c>.</summary>
    Duration,

    /// <summary>A whole number of at least 1.</summary>
    Count,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Switch,

    /// <summary>A TCP port, or nothing for the image's own.</summary>
    Port,

    /// <summary>A Docker restart policy.</summary>
    RestartPolicy,

    /// <summary>A path of the app, or nothing.</summary>
    Path,

    /// <summary>A host name, with a port or without.</summary>
    Host,

    /// <summary>A program and its arguments in one line, or nothing.</summary>
    Command,

    /// <summary>The name of a pipeline.</summary>
    Pipeline,

    /// <summary>What becomes of a deploy while another one of the app goes on.</summary>
    Concurrency,

    /// <summary>A command with its words, or nothing.</summary>
    OneOff,

    /// <summary>An amount of memory with its unit, or nothing.</summary>
    Memory,

    /// <summary>A number of processors, or nothing.</summary>
    Cpus,

    /// <summary>A whole number of at least 1, or nothing.</summary>
    Limit,

    /// <summary>Volumes, with blanks between.</summary>
    Volumes,

    /// <summary>Networks of the engine, with blanks between.</summary>
    Networks,

    /// <summary>Labels, with blanks between.</summary>
    Labels,

    /// <summary>The address of a git repository, or nothing.</summary>
    GitUrl,

    /// <summary>A path in the source.</summary>
    SourcePath,

    /// <summary>A stage of a Dockerfile, or nothing.</summary>
    BuildTarget,

    /// <summary>Build arguments, with blanks between.</summary>
    BuildArgs,

    /// <summary>A name of a compose file, or nothing.</summary>
    ComposeName,

    /// <summary>How many instances of which process, with blanks between.</summary>
    Scale,

    /// <summary>Names of processes, with blanks between.</summary>
    Processes,

    /// <summary>Names of branches, with blanks between, the preferred one first.</summary>
    Branches,
}

/// <summary>One setting that an app may have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its text must be.</param>
/// <param name="Default">The built-in value, as text.</param>
/// <param name="Description">What it means.</param>
/// <param name="Aliases">Names other tools have for it.</param>
public sealed partial record SettingDefinition(string Name, SettingType Type, string Default, string Description, params string[] Aliases)
{
    /// <summary>The setting that sends visitors to HTTPS.</summary>
    public const string RedirectHttps = "redirectHttps";

    /// <summary>All settings there are.</summary>
    /// <remarks>Names and defaults: dokku 0.3–0.4 (<c>DOKKU_CHECKS_WAIT</c> …) and gokku.</remarks>
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new("checksWait", SettingType.Duration, "5s", "Wait before each attempt of the checks.", "DOKKU_CHECKS_WAIT"),
        new("checksTimeout", SettingType.Duration, "30s", "Longest time one request of a check may take.", "DOKKU_CHECKS_TIMEOUT"),
        new("checksAttempts", SettingType.Count, "5", "Attempts in all before the deploy fails.", "DOKKU_CHECKS_ATTEMPTS"),
        new("checksHost", SettingType.Host, Check.Localhost, "Host header of checks that name none, e.g. shop.example.com."),
        new("defaultChecksWait", SettingType.Duration, "10s", "Without checks, green must stay running this long.", "DOKKU_DEFAULT_CHECKS_WAIT"),
        new("skipDefaultChecks", SettingType.Switch, "false", "Without checks, ask nothing of green.", "DOKKU_SKIP_DEFAULT_CHECKS"),
        new("skipAllChecks", SettingType.Switch, "false", "Switch the traffic as soon as green runs, unproven.", "DOKKU_SKIP_ALL_CHECKS"),
        new("healthCheckPath", SettingType.Path, "", "Without a CHECKS file, asked for from the first moment until it answers 200, e.g. /health.", "HEALTH_CHECK_PATH"),
        new("healthCheckTimeout", SettingType.Duration, "30s", "Longest time healthCheckPath may take to answer 200, in all.", "HEALTH_CHECK_TIMEOUT"),
        new("healthCheckInterval", SettingType.Duration, "500ms", "Time between two requests for healthCheckPath, at least 100ms."),
        new("healthCheckCommand", SettingType.Command, "", "Without a CHECKS file, run inside green; exit code 0 is healthy, e.g. ./healthcheck."),
        new("waitToRetire", SettingType.Duration, "60s", "Time from the switch until the old containers are stopped.", "DOKKU_WAIT_TO_RETIRE"),
        new("stopTimeout", SettingType.Duration, "30s", "Time between SIGTERM and SIGKILL.", "DOKKU_DOCKER_STOP_TIMEOUT"),
        new("zeroDowntime", SettingType.Switch, "true", "false: a plain deploy runs the pipeline recreate, which stops the old version before it starts the new one.", "ZERO_DOWNTIME"),
        new("migrationCommand", SettingType.OneOff, "", "Run once in a container of the new image before green starts; a Procfile's release stands above it.", "MIGRATION_COMMAND"),
        new("postDeployCommand", SettingType.OneOff, "", "Run once in a container of the new image after the switch; app.json's postdeploy stands above it."),
        new("restartPolicy", SettingType.RestartPolicy, "always", "Docker's restart policy of the app's containers; on-failure:5 gives up after 5 restarts.", "RESTART_POLICY"),
        new("restartDelay", SettingType.Duration, "0s", "Time from the end of a container until PipelineDeploy starts it again, with restartPolicy always or on-failure; 0s leaves it to Docker.", "RESTART_DELAY"),
        new("command", SettingType.OneOff, "", "What the app's containers run in place of the image's command, e.g. bin/serve --quiet; empty for that."),
        new("entrypoint", SettingType.OneOff, "", "What they run in place of the image's entry point and command; empty for those."),
        new("imageHealthCheck", SettingType.Switch, "true", "false: the image's own HEALTHCHECK is neither asked nor carried out."),
        new(ProcessScale.Setting, SettingType.Scale, "", "How many instances of which process run, e.g. web=2 worker=1; see pdeploy scale."),
        new(ProcessNames.NoOverlap, SettingType.Processes, "", "Processes of which two versions must never run side by side, e.g. worker: the old one is stopped before the new one starts."),
        new("memoryLimit", SettingType.Memory, "", "Most memory a container of the app may use, e.g. 512m; empty for no limit."),
        new("cpuLimit", SettingType.Cpus, "", "Most processors a container of the app may use, e.g. 0.5 or 2; empty for no limit."),
        new("processLimit", SettingType.Limit, "", "Most processes and threads a container of the app may have; empty for no limit."),
        new("volumes", SettingType.Volumes, "", "What outlives the app's containers, e.g. data:/var/lib/data; host paths only where the server allows them."),
        new("networks", SettingType.Networks, "", "Docker networks that the app's containers join besides the one of their own."),
        new("labels", SettingType.Labels, "", "Labels for other tools on the app's containers, e.g. team=shop."),
        new("keepImages", SettingType.Count, "5", "Newest releases whose images stay; what serves and what served before always stays.", "KEEP_IMAGES"),
        new("keepRuns", SettingType.Count, "100", "Newest runs that are kept, whatever their age."),
        new("keepRunsFor", SettingType.Duration, "90d", "Time that every run is kept after its end."),
        new("port", SettingType.Port, "", "Port the app listens on, handed to it as PORT; empty for the image's EXPOSE, else 5000.", "DOKKU_DOCKERFILE_PORT", "PORT"),
        new(RedirectHttps, SettingType.Switch, "false", "true: who asks by HTTP is sent to HTTPS, for domains that have a certificate."),
        new("dockerfile", SettingType.SourcePath, "Dockerfile", "Path of the Dockerfile in the source."),
        new("buildTarget", SettingType.BuildTarget, "", "The stage of the Dockerfile that is built; empty for the last."),
        new("buildArgs", SettingType.BuildArgs, "", "Build arguments, e.g. VERSION=3; they can be read in the image, so they are no place for secrets."),
        new(BuildLimits.Memory, SettingType.Memory, "4g", "Most memory that each command of a build may use; empty for no limit."),
        new(BuildLimits.Cpus, SettingType.Cpus, "", "Most processors that each command of a build may use, e.g. 2; empty for all there are."),
        new(BuildLimits.Processes, SettingType.Limit, "4096", "Most processes and threads that each command of a build may have; empty for no limit."),
        new(BuildLimits.Time, SettingType.Duration, "1h", "Longest time of a build; 0 for any time."),
        new(ComposeSources.ServiceSetting, SettingType.ComposeName, "", "The service of the source's docker-compose.yml that is deployed; empty for a Dockerfile, or for the only service that is built where there is none."),
        new(ComposeSources.ProjectSetting, SettingType.ComposeName, "", "The compose project whose networks the app joins; empty for what the file says."),
        new(GitSetting, SettingType.GitUrl, "", "The repository that a deploy with --ref fetches from, e.g. https://git.example.com/shop.git."),
        new(DeployBranches.Setting, SettingType.Branches, DeployBranches.Default, "The branches whose pushes deploy the app; by a push to PipelineDeploy the first that its repository has.", "DOKKU_DEPLOY_BRANCH"),
        new(PipelineCatalog.Setting, SettingType.Pipeline, PipelineCatalog.Default, "The pipeline that a deploy of the app runs."),
        new("concurrency", SettingType.Concurrency, "supersede", "While a deploy of the app goes on, the next one: queue, supersede (replaces those still queued) or reject."),
    ];

    /// <summary>The setting that names an app's repository.</summary>
    public const string GitSetting = "gitUrl";

    const int LongestText = 2048;

    static readonly string[] Concurrencies = ["queue", "supersede", "reject"];

    /// <summary>The setting of that name or alias.</summary>
    /// <exception cref="UserErrorException"><c>setting.unknown</c>.</exception>
    public static SettingDefinition Find(string name) =>
        All.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || setting.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase))
        ?? throw new UserErrorException(
            "setting.unknown", $"There is no setting '{name}'", $"Known are {string.Join(", ", All.Select(setting => setting.Name))}.");

    /// <summary>The setting that other tools call so, or null.</summary>
    public static SettingDefinition? OfAlias(string name) => All.FirstOrDefault(setting => setting.Aliases.Contains(name, StringComparer.Ordinal));

    /// <summary>Brings a value into the form it is kept in.</summary>
    /// <exception cref="UserErrorException"><c>setting.badValue</c>.</exception>
    public string Normalize(string value)
    {
        var text = value.Trim();
        return Type switch
        {
            SettingType.Duration when Duration.TryParse(text, out var duration) => Duration.Format(duration),
            SettingType.Count when int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count >= 1 => count.ToString(CultureInfo.InvariantCulture),
            SettingType.Switch when bool.TryParse(text, out var on) => on ? "true" : "false",
            SettingType.Port when text.Length == 0 || (int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535) => text,
            SettingType.Path when text.Length == 0 || (text[0] == '/' && text.Length <= LongestText && !text.Any(c => char.IsControl(c) || c == ' ')) => text,
            SettingType.Host when CheckAddress.IsHost(text) => text,
            SettingType.Command when text.Length == 0 || CommandWords.Split(text).Count > 0 => text,
            SettingType.Pipeline when PipelineName().IsMatch(text) => text,
            SettingType.RestartPolicy when RestartPolicy.IsOne(text) => text,
            SettingType.Concurrency when Concurrencies.Contains(text) => text,
            SettingType.OneOff when text.Length == 0 || CommandLine.Read(JsonValue.Create(text), Name).Count > 0 => text,
            SettingType.Memory when text.Length == 0 || MemorySize.Parse(text) is not null => text,
            SettingType.Cpus when text.Length == 0 || ContainerLimits.ParseCpus(text) is not null => text,
            SettingType.Limit when text.Length == 0 || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1) => text,
            SettingType.Volumes when ContainerMount.ParseAll(text) is not null => text,
            SettingType.Networks when NetworkNames.Parse(text) is not null => text,
            SettingType.SourcePath when BuildSettings.IsPath(text) => text,
            SettingType.BuildTarget when text.Length == 0 || BuildSettings.IsTarget(text) => text,
            SettingType.BuildArgs when BuildSettings.ParseArguments(text) is not null => text,
            SettingType.ComposeName when text.Length == 0 || ComposeName().IsMatch(text) => text,
            SettingType.GitUrl when text.Length == 0 || GitAddress.Parse(text) is not null => text,
            SettingType.Scale => ProcessScale.Parse(text).ToString(),
            SettingType.Processes => string.Join(' ', ProcessNames.ParseNoOverlap(text)),
            SettingType.Branches => string.Join(' ', DeployBranches.Parse(text)),
            SettingType.Labels when ExtraLabels.Parse(text) is not null => text,
            _ => throw new UserErrorException("setting.badValue", $"'{value}' is no value for {Name}", Expectation()),
        };
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PipelineName();

    // The Compose Specification: names of services and projects.
    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]{0,127}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ComposeName();

    string Expectation() => Type switch
    {
        SettingType.Duration => "Use a length of time such as 5, 0.5, 30s or 1m; a bare number is seconds.",
        SettingType.Count => "Use a whole number of at least 1.",
        SettingType.Switch => "Use true or false.",
        SettingType.Pipeline => "Use the name of a pipeline; those there are: pdeploy pipelines list",
        SettingType.Path => "Use a path that begins with /, e.g. /health, or nothing for none.",
        SettingType.Host => "Use a host name such as shop.example.com, or localhost.",
        SettingType.Command => "Use a program and its arguments, e.g. ./healthcheck --quick, or nothing for none.",
        SettingType.Port => "Use a number from 1 to 65535, or nothing for the image's own port.",
        SettingType.Concurrency => $"Use one of {string.Join(", ", Concurrencies)}.",
        SettingType.Memory => "Use an amount of at least 6m with its unit, such as 512m or 1.5g, or nothing for no limit.",
        SettingType.Cpus => "Use a number from 0.01 to 1024, such as 0.5 or 2, or nothing for no limit.",
        SettingType.Limit => "Use a whole number of at least 1, or nothing for no limit.",
        SettingType.SourcePath => "Use a path in the source, such as docker/Dockerfile, without a leading / and without '..'.",
        SettingType.ComposeName => "Use letters, digits, '_', '.' and '-', or nothing for none.",
        SettingType.BuildTarget => "Use the name that the Dockerfile gives the stage (FROM … AS name), or nothing for the last.",
        _ => RestartPolicy.Hint,
    };
}
