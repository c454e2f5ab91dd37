using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Notifications;
using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary><c>notify</c>: tells people or programs of the run. What does not get through is tried again, by timers that are rows.</summary>
public sealed class NotifyStep(OutboundHttp http, Mailer mailer) : IStepKind
{
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);
    static readonly TimeSpan MailTimeout = TimeSpan.FromSeconds(60);

    /// <inheritdoc />
    public string Name => "notify";

    /// <inheritdoc />
    public string Title => "Notify";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("via", "How: an incoming webhook of Slack, Discord or Teams, JSON to any program, or a mail.", DataType.Text, IsRequired: true, Allowed: ["slack", "discord", "teams", "webhook", "email"]),
        new("webhook", "Address of the webhook; it is hidden in logs and errors.", DataType.Text),
        new("secret", "Of via: webhook, signs the body: X-PipelineDeploy-Signature-256 is sha256= and the HMAC-SHA256 in hex.", DataType.Text),
        new("to", "Of via: email, a list of addresses, or one text with commas."),
        new("on", "Which ends of a run are told, for a step with when: always.", DataType.Text, Default: "always", Allowed: ["always", "success", "failure"]),
        new("title", "The first line; what became of the run when left out.", DataType.Text),
        new("message", "What is said; why the run failed when left out.", DataType.Text),
        new("attempts", "How often it is tried, with pauses of 5s, 10s, 20s … up to 2m. The app's next run waits so long.", DataType.Whole, Default: "5", Least: 1, Most: 10),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs => [new("sent", "Whether it was sent; false when 'on' names other ends.", DataType.Boolean)];

    /// <inheritdoc />
    public bool Compensates => false;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var notice = Notice.Of(context, context.Inputs.Text("title"), context.Inputs.Text("message"));
        var on = context.Inputs.Text("on") ?? "always";
        if (on != "always" && (notice.State is null || notice.IsBad != (on == "failure")))
        {
            return new StepOutcome.Done(new JsonObject { ["sent"] = false }, $"nothing to tell on {on}");
        }

        if (context.State?["due"]!.GetValue<DateTimeOffset>() is { } due && context.Now < due)
        {
            return new StepOutcome.WaitUntil(due, context.State, "tries again");
        }

        var via = context.Inputs.Required("via");
        var attempt = context.State?["attempt"]!.GetValue<int>() ?? 1;
        try
        {
            await SendAsync(context, via, notice, cancellationToken);
            context.Log($"-----> Told by {via}: {notice.Title}");
            return new StepOutcome.Done(new JsonObject { ["sent"] = true }, $"told by {via}");
        }
        catch (NotTakenException e)
        {
            return NotTaken(context, attempt, e);
        }
    }

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    static StepOutcome NotTaken(StepContext context, int attempt, NotTakenException e)
    {
        context.Log($" !     {e.Error.Message}");
        var most = context.Inputs.Text("attempts") is null ? 5 : context.Inputs.Number("attempts");
        if (!e.IsPassing || attempt >= most)
        {
            return new StepOutcome.Failed(e.Error, e.Detail, e.IsPassing);
        }

        var pause = FirstPause * Math.Pow(2, attempt - 1);
        pause = e.RetryAfter > pause ? e.RetryAfter.Value : pause;
        var due = context.Now + (pause < LongestPause ? pause : LongestPause);
        return new StepOutcome.WaitUntil(due, new JsonObject { ["attempt"] = attempt + 1, ["due"] = due }, $"attempt {attempt} of {most} did not get through");
    }

    async Task SendAsync(StepContext context, string via, Notice notice, CancellationToken cancellationToken)
    {
        if (via != "email")
        {
            await PostAsync(context, via, notice, cancellationToken);
            return;
        }

        try
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            enough.CancelAfter(MailTimeout);
            await mailer.SendAsync(notice, AddressesOf(context), enough.Token);
        }
        catch (UserErrorException e) when (e.Error.Code == "mail.refused")
        {
            throw new NotTakenException(e.Error, isPassing: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NotTakenException(new UserError("mail.timedOut", "The mail server did not take the mail in time"), isPassing: true);
        }
    }

    async Task PostAsync(StepContext context, string via, Notice notice, CancellationToken cancellationToken)
    {
        var body = WebhookBody.Of(via, notice).ToJsonString();
        using var request = new HttpRequestMessage(HttpMethod.Post, OutboundHttp.Address(context.Inputs.Required("webhook")));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (via == "webhook")
        {
            Sign(request, body, context);
        }

        OutboundAnswer answer;
        try
        {
            answer = await http.SendAsync(request, TimeSpan.FromSeconds(15), cancellationToken);
        }
        catch (UserErrorException e)
        {
            throw new NotTakenException(e.Error, e.Error.Code is "http.timedOut" or "http.unreachable");
        }

        if (answer.Status is < 200 or >= 300)
        {
            throw new NotTakenException(
                new UserError("notify.refused", $"The webhook answered {answer.Status}", "Look at the answer; the webhook may have been removed or changed."), answer.Status is 408 or 429 or >= 500)
            {
                RetryAfter = answer.RetryAfter,
                Detail = answer.Body.Length == 0 ? "The answer is empty." : $"The answer:\n{answer.Body[..Math.Min(answer.Body.Length, 2048)]}",
            };
        }
    }

    static void Sign(HttpRequestMessage request, string body, StepContext context)
    {
        request.Headers.Add("X-PipelineDeploy-Delivery", $"{context.RunId}-{context.StepId}-{context.Attempt}");
        if (context.Inputs.Text("secret") is { } secret)
        {
            var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body));
            request.Headers.Add("X-PipelineDeploy-Signature-256", $"sha256={Convert.ToHexStringLower(hash)}");
        }
    }

    static IReadOnlyList<string> AddressesOf(StepContext context) => context.Inputs.Names("to") is { Count: > 0 } names
        ? names
        : throw new UserErrorException("step.missingInput", "The step needs the input 'to'", "Name who gets the mail.");

    /// <summary>A notice that did not get through.</summary>
    sealed class NotTakenException(UserError error, bool isPassing) : Exception(error.Message)
    {
        public UserError Error => error;

        public bool IsPassing => isPassing;

        public TimeSpan? RetryAfter { get; init; }

        public string? Detail { get; init; }
    }
}
