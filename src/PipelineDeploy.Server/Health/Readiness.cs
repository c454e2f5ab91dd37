using Npgsql;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Server.Health;

/// <summary>Whether everything that the server needs answers. What does not is said in the log, once, and to nobody who is not signed in.</summary>
sealed partial class Readiness(NpgsqlDataSource database, IContainerEngine engine, ITrafficRouter router, TimeProvider time, ILogger<Readiness> logger)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    string _missing = "";

    /// <summary>Asks database, Docker and router; each gets five seconds.</summary>
    public async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var answers = await Task.WhenAll(
            TryAsync("database", async () => await (await database.OpenConnectionAsync(either.Token)).DisposeAsync()),
            TryAsync("docker", () => engine.VersionAsync(either.Token)),
            TryAsync("router", () => router.CheckAsync(either.Token)));
        // Who leaves before the answer has proven nothing.
        cancellationToken.ThrowIfCancellationRequested();
        var missing = string.Join(", ", answers.OfType<string>());
        if (Interlocked.Exchange(ref _missing, missing) != missing)
        {
            Tell(missing);
        }

        return missing.Length == 0;
    }

    static async Task<string?> TryAsync(string name, Func<Task> ask)
    {
        try
        {
            await ask();
            return null;
        }
        catch (Exception)
        {
            return name;
        }
    }

    void Tell(string missing)
    {
        if (missing.Length == 0)
        {
            Ready();
        }
        else
        {
            NotReady(missing);
        }
    }

    [LoggerMessage(EventId = 410, Level = LogLevel.Warning, Message = "Not ready: {Missing} does not answer")]
    partial void NotReady(string missing);

    [LoggerMessage(EventId = 411, Level = LogLevel.Information, Message = "Ready again: database, Docker and router answer")]
    partial void Ready();
}
