namespace PipelineDeploy.Server.Health;

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: database, Docker and router answer. Both without sign-in and without detail.</summary>
static class HealthEndpoints
{
    const string Lives = "/healthz";
    const string Ready = "/readyz";

    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<Readiness>();

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet(Lives, () => Results.Text("ok")).AllowAnonymous();
        app.MapGet(Ready, ReadyAsync).AllowAnonymous();
    }

    /// <summary>Whether a path is one of them, which are asked every few seconds by whoever looks after this server.</summary>
    public static bool Serves(string? path) => path is Lives or Ready;

    static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken cancellationToken) =>
        await readiness.AskAsync(cancellationToken) ? Results.Text("ready") : Results.Text("not ready", statusCode: 503);
}
