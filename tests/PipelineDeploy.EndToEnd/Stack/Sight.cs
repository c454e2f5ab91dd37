using System.Diagnostics;

namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>Waits for what another process brings about.</summary>
static class Sight
{
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is wanted; the last answer is in the failure.</summary>
    public static async Task<T> SeeAsync<T>(Func<Task<T>> ask, Func<T, bool> isWanted, string what, int seconds = 30)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var seen = await ask();
            if (isWanted(seen))
            {
                return seen;
            }

            if (patience.Elapsed.TotalSeconds > seconds)
            {
                throw new TimeoutException($"Not seen within {seconds} s: {what}. Last seen: {seen}");
            }

            await Task.Delay(LookEvery, TimeProvider.System);
        }
    }
}
