using PipelineDeploy.Server.OpenApi;

namespace PipelineDeploy.Server.Health;

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: database, Docker and router answer. Both without sign-in and without detail.</summary>
static class HealthEndpoints
{
    const string Lives = "/healthz";
    const string Ready = "/readyz";

    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<Readiness>();

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet(Lives, Live).AllowAnonymous().Produces<string>(200, "text/plain").Operation("getHealth");
        app.MapGet(Ready, ReadyAsync).AllowAnonymous().Produces<string>(200, "text/plain").Produces<string>(503, "text/plain").Operation("getReadiness");
    }

    /// <summary>Whether a path is one of them, which are asked every few seconds by whoever looks after this server.</summary>
    public static bool Serves(string? path) => path is Lives or Ready;

    /// <summary>Says that the process lives.</summary>
    internal static IResult Live() => Results.Text("ok");

    /// <summary>Says whether database, Docker and router answer.</summary>
    internal static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken cancellationToken) =>
        await readiness.AskAsync(cancellationToken) ? Results.Text("ready") : Results.Text("not ready", statusCode: 503);
}
