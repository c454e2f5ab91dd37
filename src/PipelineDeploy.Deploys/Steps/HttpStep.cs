using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary><c>http</c>: sends one request and looks at the answer.</summary>
public sealed class HttpStep(OutboundHttp http) : IStepKind
{
    const int ShownBody = 2048;
    const int KeptBody = 16 * 1024;

    static readonly string[] Framing = ["connection", "content-length", "expect", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade"];

    /// <inheritdoc />
    public string Name => "http";

    /// <inheritdoc />
    public string Title => "Send a request";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("url", "Where it goes: http or https. Redirects are not followed; private addresses only where an administrator allows them.", DataType.Text, IsRequired: true),
        new("method", "The method.", DataType.Text, Default: "GET", Allowed: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
        new("headers", "Headers: a map of names and texts."),
        new("body", "What is sent: a text as it is, anything else as JSON."),
        new("status", "Statuses that are success: one, several with commas, or a range.", DataType.Text, Default: "200-299"),
        new("contains", "Text that the answer must contain.", DataType.Text),
        new("timeout", "Longest time of it all.", DataType.Duration, Default: "30s"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs =>
    [
        new("status", "Status of the answer.", DataType.Whole),
        new("body", "Its body as text, the first 16 KiB.", DataType.Text),
        new("json", "Its body, when it says that it is JSON and is no longer than 16 KiB; else null.", DataType.Any),
    ];

    /// <inheritdoc />
    public bool Compensates => false;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var expected = new StatusRange(context.Inputs.Text("status") ?? "200-299");
        var timeout = context.Inputs.Time("timeout", TimeSpan.FromSeconds(30));
        using var request = RequestOf(context);
        var shown = $"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}";
        context.Log($"-----> {shown}");
        OutboundAnswer answer;
        try
        {
            answer = await http.SendAsync(request, timeout, cancellationToken);
        }
        catch (UserErrorException e)
        {
            return new StepOutcome.Failed(e.Error, IsRetryable: e.Error.Code is "http.timedOut" or "http.unreachable");
        }

        context.Log($"       answered {answer.Status}");
        var wanted = context.Inputs.Text("contains");
        return !expected.Contains(answer.Status) ? Failed("http.unexpectedStatus", $"{shown} answered {answer.Status}, not {expected}", answer, answer.Status is 408 or 429 or >= 500)
            : wanted is not null && !answer.Body.Contains(wanted, StringComparison.Ordinal) ? Failed("http.unexpectedBody", $"The answer of {shown} does not contain '{wanted}'", answer, isRetryable: true)
            : new StepOutcome.Done(OutputOf(answer), $"answered {answer.Status}");
    }

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    static HttpRequestMessage RequestOf(StepContext context)
    {
        var request = new HttpRequestMessage(new HttpMethod(context.Inputs.Text("method") ?? "GET"), OutboundHttp.Address(context.Inputs.Required("url")));
        if (context.Inputs.Text("body") is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, context.Inputs["body"] is JsonValue ? "text/plain" : "application/json");
        }

        // A request may be sent again after a crash; whoever wants to can tell.
        request.Headers.Add("Idempotency-Key", $"{context.RunId}-{context.StepId}-{context.Attempt}");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("PipelineDeploy", null));
        foreach (var (name, value) in context.Inputs.Map("headers"))
        {
            SetHeader(request, name, value);
        }

        return request;
    }

    static void SetHeader(HttpRequestMessage request, string name, string value)
    {
        var isContent = name.StartsWith("content-", StringComparison.OrdinalIgnoreCase);
        HttpHeaders? headers = isContent ? request.Content?.Headers : request.Headers;
        if (Framing.Contains(name, StringComparer.OrdinalIgnoreCase) || value.AsSpan().IndexOfAny("\r\n\0") >= 0 || (!isContent && !IsName(name)))
        {
            throw new UserErrorException("http.badHeader", $"The header '{name}' cannot be sent", "Leave out headers about the connection, and line breaks.");
        }

        headers?.Remove(name);
        headers?.TryAddWithoutValidation(name, value);
    }

    // RFC 9110 §5.6.2.
    static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    static StepOutcome.Failed Failed(string code, string message, OutboundAnswer answer, bool isRetryable) => new(
        new UserError(code, message, "Look at the answer."), answer.Body.Length == 0 ? "The answer is empty." : $"The answer:\n{Cut(answer.Body, ShownBody)}", isRetryable);

    static JsonObject OutputOf(OutboundAnswer answer) => new()
    {
        ["status"] = answer.Status,
        ["body"] = Cut(answer.Body, KeptBody),
        ["json"] = answer.Body.Length <= KeptBody && answer.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? Json(answer.Body) : null,
    };

    static JsonNode? Json(string text)
    {
        try
        {
            // What cannot be kept would fail the run's commit, and that of every later try.
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 32 }) is { } json && JsonTexts.AreWhole(json) ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
