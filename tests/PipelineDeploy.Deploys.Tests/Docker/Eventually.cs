namespace PipelineDeploy.Deploys.Tests.Docker;

/// <summary>Waits for what the engine does on its own time.</summary>
static class Eventually
{
    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, deadline.Token);
    }
}
