using System.Globalization;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>What the settings of server and app say about checks, already resolved.</summary>
/// <param name="Wait"><c>checksWait</c>: before each attempt.</param>
/// <param name="Timeout"><c>checksTimeout</c>: for each request.</param>
/// <param name="Attempts"><c>checksAttempts</c>: in all.</param>
/// <param name="DefaultWait"><c>defaultChecksWait</c>: how long the default check watches green.</param>
/// <param name="SkipDefault"><c>skipDefaultChecks</c>.</param>
/// <param name="SkipAll"><c>skipAllChecks</c>.</param>
public sealed record CheckSettings(TimeSpan Wait, TimeSpan Timeout, int Attempts, TimeSpan DefaultWait, bool SkipDefault = false, bool SkipAll = false)
{
    /// <summary>The built-in defaults, which are dokku's and gokku's.</summary>
    public static CheckSettings Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), 5, TimeSpan.FromSeconds(10));

    /// <summary><c>checksHost</c>: the Host of requests whose check names none.</summary>
    public string Host { get; init; } = Check.Localhost;

    /// <summary>The app has a certificate, so requests are made as those that came by HTTPS: it may refuse others or redirect them.</summary>
    public bool IsForwardedHttps { get; init; }

    /// <summary><c>healthCheckCommand</c>: run inside the container; null for none.</summary>
    public string? Command { get; init; }

    /// <summary><c>healthCheckPath</c>: asked for until it answers 200; null for none.</summary>
    public string? Path { get; init; }

    /// <summary><c>healthCheckTimeout</c>: in all.</summary>
    public TimeSpan PathTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>healthCheckInterval</c>: between two requests.</summary>
    public TimeSpan PathInterval { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>As the settings of an app hold now.</summary>
    public static CheckSettings Of(EffectiveSettings settings)
    {
        var (command, path) = (settings["healthCheckCommand"].Value, settings["healthCheckPath"].Value);
        return new CheckSettings(
            Duration.Parse(settings["checksWait"].Value),
            Duration.Parse(settings["checksTimeout"].Value),
            int.Parse(settings["checksAttempts"].Value, CultureInfo.InvariantCulture),
            Duration.Parse(settings["defaultChecksWait"].Value),
            settings["skipDefaultChecks"].Value == "true",
            settings["skipAllChecks"].Value == "true")
        {
            Host = settings["checksHost"].Value,
            Command = command.Length > 0 ? command : null,
            Path = path.Length > 0 ? path : null,
            PathTimeout = Duration.Parse(settings["healthCheckTimeout"].Value),
            PathInterval = Duration.Parse(settings["healthCheckInterval"].Value),
        };
    }
}
