namespace PipelineDeploy.Server.Health;

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: database, Docker and router answer. Both without sign-in and without detail.</summary>
static class HealthEndpoints
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<Readiness>();

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).AllowAnonymous();
        app.MapGet("/readyz", ReadyAsync).AllowAnonymous();
    }

    static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken cancellationToken) =>
        await readiness.AskAsync(cancellationToken) ? Results.Text("ready") : Results.Text("not ready", statusCode: 503);
}
