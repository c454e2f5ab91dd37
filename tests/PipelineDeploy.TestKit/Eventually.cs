using System.Runtime.CompilerServices;

namespace PipelineDeploy.TestKit;

/// <summary>Waits for what others do on their own time.</summary>
public static class Eventually
{
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(25);

    /// <summary>Looks until it is so; a <see cref="TimeoutException"/> tells what never was.</summary>
    public static Task HoldsAsync(
        Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "", TimeSpan? within = null) =>
        SeeAsync(condition, holds => holds, what, within);

    /// <summary>Asks until the answer is as wanted, and answers it; a <see cref="TimeoutException"/> tells the last one.</summary>
    public static async Task<T> SeeAsync<T>(Func<Task<T>> ask, Func<T, bool> isWanted, string what, TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(30));
        while (true)
        {
            var seen = await ask();
            if (isWanted(seen))
            {
                return seen;
            }

            try
            {
                await Task.Delay(LookEvery, TimeProvider.System, deadline.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"It never came to this: {what}. Last seen: {seen}", e);
            }
        }
    }
}
