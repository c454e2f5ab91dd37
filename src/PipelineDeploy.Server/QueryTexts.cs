using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server;

/// <summary>Refuses a query with NUL, which no text of ours has and no column can keep.</summary>
sealed class QueryTexts(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => context.Request.Query.FirstOrDefault(parameter => HasNul(parameter.Key) || parameter.Value.Any(HasNul)) is { Key: { } name }
        ? throw new UserErrorException("request.badParameter", $"The value of '{name}' in the address has a sign that no text has: NUL (%00)", "Leave it out.")
        : next(context);

    static bool HasNul(string? text) => text is not null && text.Contains('\0', StringComparison.Ordinal);
}
