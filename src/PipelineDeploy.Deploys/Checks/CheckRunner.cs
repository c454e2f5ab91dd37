using System.Diagnostics;
using System.Globalization;
using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>Makes one attempt of a round against a container, whatever the round demands.</summary>
public sealed class CheckRunner(IContainerEngine engine, IChecker checker, TimeProvider time)
{
    const string Host = "127.0.0.1";

    /// <summary>The moment.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Asks everything that the round demands, side by side; what goes wrong is in the results.</summary>
    /// <param name="round">The round.</param>
    /// <param name="container">The container as it is now.</param>
    /// <param name="timeout">For each request or command.</param>
    /// <param name="cancellationToken">Ends the attempt by throwing.</param>
    public async Task<IReadOnlyList<CheckResult>> AttemptAsync(CheckRound round, ContainerInfo container, TimeSpan timeout, CancellationToken cancellationToken) =>
        round.Demand switch
        {
            CheckDemand.Requests requests => await Task.WhenAll(requests.Checks.Select(check => RequestAsync(check, container, timeout, cancellationToken))),
            CheckDemand.Command command => [await ExecuteAsync(command, container, timeout, cancellationToken)],
            CheckDemand.Listening => [await ListenAsync(container, timeout, cancellationToken)],
            CheckDemand.Uptime => [UptimeOf(container)],
            CheckDemand.DockerHealth => [HealthOf(container)],
            _ => throw new UnreachableException(),
        };

    Task<CheckResult> RequestAsync(Check check, ContainerInfo container, TimeSpan timeout, CancellationToken cancellationToken) => PortOf(container) is { } port
        ? checker.RunAsync(check, Host, port, timeout, check.IsForwardedHttps, cancellationToken)
        : Task.FromResult(NoPort(container));

    Task<CheckResult> ListenAsync(ContainerInfo container, TimeSpan timeout, CancellationToken cancellationToken) => PortOf(container) is { } port
        ? checker.ListenAsync(Host, port, timeout, cancellationToken)
        : Task.FromResult(NoPort(container));

    async Task<CheckResult> ExecuteAsync(CheckDemand.Command command, ContainerInfo container, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var end = await engine.ExecAsync(container.Id, command.Words, either.Token);
            return Result(end.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"ended with exit code {end.ExitCode}"), CheckBody.ExcerptOf(end.Output));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Result(passed: false, $"did not end within {CheckWords.Seconds(timeout)} s", null);
        }
        catch (ContainerEngineException e) when (e is not ContainerEngineUnreachableException)
        {
            return Result(passed: false, $"could not be run: {e.Message}", null);
        }

        CheckResult Result(bool passed, string cause, string? output) => new(passed, cause, null, time.GetElapsedTime(started), output, null);
    }

    static CheckResult UptimeOf(ContainerInfo container) => Seen(
        container is { IsRunning: true, RestartCount: 0 },
        container.IsRunning ? $"runs, and was restarted {container.RestartCount} time(s)" : $"is {container.State}");

    static CheckResult HealthOf(ContainerInfo container) => container.Health switch
    {
        null => Seen(passed: false, "the container has no HEALTHCHECK"),
        { Status: "healthy" } => Seen(passed: true, "is healthy"),
        { LastExitCode: { } code } health => Seen(
            passed: false, string.Create(CultureInfo.InvariantCulture, $"is {health.Status}: the last try ended with exit code {code}"), CheckBody.ExcerptOf(health.LastOutput ?? "")),
        var health => Seen(passed: false, $"is {health.Status}"),
    };

    static int? PortOf(ContainerInfo container) => container.PublishedPorts.Count == 0 ? null : container.PublishedPorts.Values.First();

    static CheckResult NoPort(ContainerInfo container) => Seen(passed: false, $"{container.Name} has no published port to ask");

    static CheckResult Seen(bool passed, string cause, string? body = null) => new(passed, cause, null, TimeSpan.Zero, body, null);
}
