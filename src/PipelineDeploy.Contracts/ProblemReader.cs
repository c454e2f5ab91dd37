using System.Text.Json;

namespace PipelineDeploy.Contracts;

/// <summary>Makes a <see cref="Problem"/> of an answer, also of one that something in front of the server gave.</summary>
static class ProblemReader
{
    public static async Task<Problem> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json" or "application/json")
        {
            try
            {
                await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
                var problem = await JsonSerializer.DeserializeAsync(body, WireJson.Default.Problem, cancellationToken);
                if (problem?.Title is not null)
                {
                    return problem with { Status = (int)response.StatusCode };
                }
            }
            catch (JsonException)
            {
                // Falls through: the status line is all there is to tell.
            }
        }

        return Bare(response);
    }

    public static Problem Unreadable(HttpResponseMessage response) =>
        Unreadable($"the answer to {Request(response)}", (int)response.StatusCode);

    public static Problem Unreadable(string what, int status) => new(
        Type: null,
        $"This version does not understand {what}.",
        status,
        "client.unreadableAnswer",
        "Is this the address of a PipelineDeploy server, and of the same version?");

    static Problem Bare(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return response.Headers.Location is { } target && status is >= 300 and < 400
            ? new Problem(Type: null, $"The server redirects {Request(response)} to {target}.", status, "client.redirected", "Use that address as the server.")
            : new Problem(Type: null, $"The server answered {status} {response.ReasonPhrase} to {Request(response)}.", status);
    }

    static string Request(HttpResponseMessage response) =>
        $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}";
}
