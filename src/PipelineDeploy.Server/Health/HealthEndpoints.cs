using Npgsql;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Server.Health;

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: database, Docker and router answer. Both without sign-in and without detail.</summary>
static class HealthEndpoints
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).AllowAnonymous();
        app.MapGet("/readyz", ReadyAsync).AllowAnonymous();
    }

    static async Task<IResult> ReadyAsync(
        NpgsqlDataSource database, IContainerEngine engine, ITrafficRouter router, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var answers = await Task.WhenAll(
            TryAsync("database", async () => await (await database.OpenConnectionAsync(either.Token)).DisposeAsync()),
            TryAsync("docker", () => engine.VersionAsync(either.Token)),
            TryAsync("router", () => router.CheckAsync(either.Token)));
        var missing = answers.OfType<string>().ToList();
        return missing.Count == 0 ? Results.Text("ready") : Results.Text($"not ready: {string.Join(", ", missing)}", statusCode: 503);
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
}
