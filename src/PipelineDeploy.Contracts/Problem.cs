namespace PipelineDeploy.Contracts;

/// <summary>An error as the API answers it.</summary>
/// <remarks>RFC 9457, media type <c>application/problem+json</c>, with <c>code</c>, <c>hint</c>, <c>errors</c> and <c>traceId</c> as extensions.</remarks>
/// <param name="Type">A stable address of the kind of error, <c>https://pipelinedeploy.dev/problems/&lt;code&gt;</c>.</param>
/// <param name="Title">What was wrong and where, in one sentence.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable code, e.g. <c>app.notFound</c>.</param>
/// <param name="Hint">What to do.</param>
/// <param name="Errors">Field → what is wrong with it.</param>
/// <param name="TraceId">Finds the request in the server's log.</param>
public sealed record Problem(
    string? Type,
    string? Title,
    int Status,
    string? Code = null,
    string? Hint = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors = null,
    string? TraceId = null);
