namespace PipelineDeploy.TestKit;

/// <summary>Waits for what others do on their own time.</summary>
public static class Eventually
{
    /// <summary>Looks until it is so; a <see cref="TimeoutException"/> tells what never was.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, deadline.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"It never came to this: {what}.", e);
            }
        }
    }
}
