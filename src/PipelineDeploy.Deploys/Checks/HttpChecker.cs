namespace PipelineDeploy.Deploys.Checks;

/// <summary>Makes the request of a check to a container's published port and judges the answer.</summary>
public sealed class HttpChecker(TimeProvider time) : IChecker
{
    const int MaxRedirects = 10;

    static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);
    static readonly TimeSpan LongestTlsPatience = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task<CheckResult> RunAsync(
        Check check, string host, int port, TimeSpan timeout, bool forwardedHttps, CancellationToken cancellationToken)
    {
        var allowed = TimeSpan.FromTicks(Math.Clamp(timeout.Ticks, 0, LongestTimeout.Ticks));
        var patience = allowed / 2 < LongestTlsPatience ? allowed / 2 : LongestTlsPatience;
        var started = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(allowed, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var conversation = new CheckConversation(new ContainerDialer(host, port, time), patience, forwardedHttps);

        string? failure;
        try
        {
            failure = await AskAsync(check, conversation, either.Token);
        }
        catch (CheckFailedException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            failure = e.Message;
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            failure = $"timed out after {allowed.TotalSeconds:0.###} s";
        }

        var last = conversation.Last;
        return new CheckResult(
            failure is null, failure ?? $"answered {last?.StatusText}", last?.Status, time.GetElapsedTime(started), last?.Body?.Excerpt(), conversation.Notes);
    }

    /// <inheritdoc />
    public async Task<CheckResult> ListenAsync(string host, int port, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var dialer = new ContainerDialer(host, port, time);
        using var deadline = new CancellationTokenSource(timeout < LongestTimeout ? timeout : LongestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await dialer.ListensAsync(either.Token) ? Result(passed: true, "something listens") : Result(passed: false, dialer.Refused);
        }
        catch (CheckFailedException e)
        {
            return Result(passed: false, e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Result(passed: false, $"timed out after {timeout.TotalSeconds:0.###} s");
        }

        CheckResult Result(bool passed, string cause) => new(passed, cause, null, time.GetElapsedTime(started), null, null);
    }

    /// <summary>Follows redirects to the final answer; returns why it is not good enough, or null.</summary>
    static async Task<string?> AskAsync(Check check, CheckConversation conversation, CancellationToken cancellationToken)
    {
        var address = new Uri(check.Target);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        while (asked.Count <= MaxRedirects)
        {
            asked.Add(address.AbsoluteUri);
            var answer = await conversation.GetAsync(address, cancellationToken);
            if (!answer.IsRedirect) return Judge(check, answer, conversation);
            if (Next(address, answer) is not { } next) return $"answered {answer.StatusText} without an http address to go to";
            if (asked.Contains(next.AbsoluteUri)) return $"redirect loop: {Shown(address)} leads back to {Shown(next)}";
            if (!string.Equals(next.Authority, address.Authority, StringComparison.Ordinal))
                conversation.Note($"redirected to {Shown(next)}, which was asked of the same container");
            address = next;
        }

        return $"more than {MaxRedirects} redirects, the last to {Shown(address)}";
    }

    static string? Judge(Check check, CheckAnswer answer, CheckConversation conversation)
    {
        if (!answer.IsSuccess) return $"answered {answer.StatusText}";
        if (check.OnlyOk && answer.Status != 200) return $"answered {answer.StatusText}, not 200";
        if (answer.Body is { IsTruncated: true }) conversation.Note("only the first 1 MiB of the answer was read");
        return answer.Body?.Miss(check);
    }

    static Uri? Next(Uri from, CheckAnswer answer)
    {
        if (answer.Location is not { Length: > 0 } location) return null;

        // Relative first: on Unix a leading / would otherwise be read as a file's path.
        var text = location.StartsWith("//", StringComparison.Ordinal) ? $"{from.Scheme}:{location}" : location;
        var isHttp = Uri.TryCreate(from, text, out var next) && (next.Scheme == Uri.UriSchemeHttp || next.Scheme == Uri.UriSchemeHttps);
        return isHttp && CheckAddress.HostNameOf(next!) is not null ? new UriBuilder(next!) { Fragment = "", UserName = "", Password = "" }.Uri : null;
    }

    static string Shown(Uri address) => ChecksError.Show(address.AbsoluteUri);
}
