using System.Text.Json;
using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server;

/// <summary>Tells what of a request could not be read, without the names of our types.</summary>
static partial class BadRequest
{
    /// <summary>What to do about a body of another type.</summary>
    public const string MediaTypeHint = "Send JSON as 'Content-Type: application/json' and the archive of a deploy as 'Content-Type: application/x-tar'.";

    /// <summary>The error of a request that ASP.NET Core refused before a handler saw it.</summary>
    public static UserError ErrorOf(BadHttpRequestException refused) => refused switch
    {
        { StatusCode: 415 } => new UserError("request.badMediaType", refused.Message, MediaTypeHint),
        { InnerException: JsonException e } => ErrorOf(e),
        _ when BodyOf().IsMatch(refused.Message) => new UserError("request.noBody", "The request has no body", "Send a JSON object with 'Content-Type: application/json'."),
        _ when ParameterOf().Match(refused.Message) is { Success: true } found => new UserError(
            "request.badParameter", $"'{found.Groups["value"].Value}' is no value for '{found.Groups["name"].Value}'", "The API is described at /openapi/v1.json."),
        _ => new UserError("request.bad", refused.Message),
    };

    static UserError ErrorOf(JsonException e)
    {
        const string hint = "The API is described at /openapi/v1.json.";
        if (MissingOf().Match(e.Message) is { Success: true } missing)
        {
            return new UserError("request.missingField", $"The body lacks {missing.Groups["names"].Value}", hint);
        }

        // What cannot even be read has the reader's own error inside.
        return e.InnerException is not JsonException && e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal)
            ? new UserError("request.badField", $"The body's '{path[2..]}' is not of the kind that is expected here", hint)
            : new UserError("request.badJson", $"The body is not the JSON that is expected here: line {e.LineNumber + 1 ?? 1}, byte {e.BytePositionInLine + 1 ?? 1}", hint);
    }

    // The framework tells these only in words; AppRequestTests hold that the words are still the same.
    [GeneratedRegex("missing required properties including: (?<names>.+)\\.$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex MissingOf();

    [GeneratedRegex("^Failed to bind parameter \"(.+ )?(?<name>\\w+)\" from \"(?<value>.*)\"\\.$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ParameterOf();

    [GeneratedRegex("no body was provided", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BodyOf();
}
