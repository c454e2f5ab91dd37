namespace PipelineDeploy.Contracts;

/// <summary>
/// Sends a request once more whose connection was lost before the answer came. The server may have done it already, so all tries carry one
/// <c>Idempotency-Key</c>: what was done is answered, and not done twice.
/// </summary>
/// <param name="time">The clock of keys and pauses.</param>
sealed class Repeats(TimeProvider time)
{
    const string Header = "Idempotency-Key";
    const int MostLost = 2;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    readonly string _key = NewKey(time);
    int _lost;

    /// <summary>Gives a request the key of all tries.</summary>
    public void Mark(HttpRequestMessage request) => request.Headers.Add(Header, _key);

    /// <summary>Gives a POST a key of its own that has none: also what is below this client sends some requests again.</summary>
    public static void MarkOnce(HttpRequestMessage request, TimeProvider time)
    {
        if (request.Method == HttpMethod.Post && !request.Headers.Contains(Header))
        {
            request.Headers.Add(Header, NewKey(time));
        }
    }

    /// <summary>Whether another try is worth it: the connection was lost, or the first try is still under way.</summary>
    public bool MayRepeat(Exception e) => e switch
    {
        ServerUnreachableException { IsLost: true } => _lost++ < MostLost,
        ApiException { Problem.Code: "idempotency.underWay" } => true,
        _ => false,
    };

    /// <summary>Waits before the next try.</summary>
    public async Task<bool> PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    static string NewKey(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString();
}
