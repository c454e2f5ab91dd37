using PipelineDeploy.Server;
using PipelineDeploy.Server.Git;
using PipelineDeploy.Workflows;

if (args is [PushHook.Verb])
{
    return await PushHook.RunAsync(Environment.GetEnvironmentVariable, Console.In, Console.Out);
}

try
{
    await using var app = await ServerHost.BuildAsync(args, ServerOptions.FromEnvironment(Environment.GetEnvironmentVariable));
    await app.RunAsync();
    return 0;
}
catch (OperationCanceledException)
{
    // Asked to end before it had begun.
    return 0;
}
catch (UserErrorException e)
{
    await Console.Error.WriteLineAsync($"PipelineDeploy cannot start: {e.Error.Message}");
    await Console.Error.WriteLineAsync(e.Error.Hint);
    return 1;
}
catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"PipelineDeploy cannot start: {e.Message}");
    await Console.Error.WriteLineAsync("Stop what listens there, or set PIPELINEDEPLOY_LISTEN to another address, e.g. http://127.0.0.1:7071.");
    return 1;
}
