using PipelineDeploy.Server;

namespace PipelineDeploy.Benchmarks.Api;

/// <summary>The real server in a process of its own, as the environment says, until its standard input ends. Says "ready" once it answers.</summary>
static class ServeCommand
{
    public const string Name = "serve";

    public static async Task<int> RunAsync()
    {
        // What it says by itself would stand between its lines.
        await using var app = await ServerHost.BuildAsync(["--Logging:Console:LogLevel:Default=None"], ServerOptions.FromEnvironment(Environment.GetEnvironmentVariable));
        await app.StartAsync();
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync(CancellationToken.None);
        await app.StopAsync();
        return 0;
    }
}
