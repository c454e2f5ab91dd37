using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Hostile;

namespace PipelineDeploy.Server.Tests.Hostile;

/// <summary>An operation of the API as its own description has it, with a place for a text in each parameter and each field of its body.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its parameters' names.</param>
/// <param name="Parameters">What stands in the path, the query and the headers.</param>
/// <param name="Body">A body that fits; null for none.</param>
public sealed record DescribedDoor(HttpMethod Method, string Path, IReadOnlyList<DescribedParameter> Parameters, JsonNode? Body)
{
    // Longer ones Kestrel does not even read.
    const int LongestInAddress = 1000;
    const string Place = "the-place-of-the-text";

    /// <summary>All that the server describes.</summary>
    public static IReadOnlyList<DescribedDoor> Of(JsonNode description, Func<string, string> plausible)
    {
        var bodies = new DescribedBody(description, plausible);
        return
        [
            .. from path in description["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               where operation.Key is "get" or "put" or "post" or "patch" or "delete"
               select new DescribedDoor(
                   new HttpMethod(operation.Key.ToUpperInvariant()),
                   path.Key,
                   [.. (operation.Value!["parameters"]?.AsArray() ?? []).Select(parameter => DescribedParameter.Of(parameter!, plausible))],
                   bodies.Of(operation.Value["requestBody"])),
        ];
    }

    /// <summary>Requests that carry the text, each in one place; the place's name with each.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isInAddress">Whether parameters get it, too, and not only what is in the body.</param>
    public IEnumerable<(string Where, HttpRequestMessage Request)> With(string text, bool isInAddress)
    {
        foreach (var parameter in Parameters.Where(_ => isInAddress && text.Length <= LongestInAddress))
        {
            yield return (parameter.Name, Request(parameter, HostileText.InAddress(text), Body?.ToJsonString()));
        }

        foreach (var place in Body is null ? [] : DescribedBody.PlacesIn(Body))
        {
            var body = DescribedBody.Replaced(Body!, place, Place).ToJsonString();
            yield return (place, Request(null, "", body.Replace($"\"{Place}\"", HostileText.InJson(text), StringComparison.Ordinal)));
        }
    }

    /// <summary>A request with nothing odd in it.</summary>
    public HttpRequestMessage Plain() => Request(null, "", Body?.ToJsonString());

    /// <summary>Requests that have this as a part of their address, as it is.</summary>
    public IEnumerable<(string Where, HttpRequestMessage Request)> WithPart(string part) =>
        Parameters.Where(parameter => parameter.In != "header").Select(parameter => (parameter.Name, Request(parameter, part, Body?.ToJsonString())));

    HttpRequestMessage Request(DescribedParameter? odd, string value, string? body)
    {
        var path = Parameters.Where(parameter => parameter.In == "path")
            .Aggregate(Path, (made, parameter) => made.Replace($"{{{parameter.Name}}}", parameter == odd ? value : parameter.Plausible, StringComparison.Ordinal));
        var query = odd?.In == "query" ? $"?{odd.Name}={value}" : "";
        // As it is: an address that is tidied up is no attack any more.
        var request = new HttpRequestMessage(Method, new Uri($"http://server{path}{query}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (odd?.In == "header")
        {
            request.Headers.TryAddWithoutValidation(odd.Name, value);
        }

        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return request;
    }
}

/// <summary>What stands in a path, a query or a header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In"><c>path</c>, <c>query</c> or <c>header</c>.</param>
/// <param name="Plausible">A value that leads on.</param>
public sealed record DescribedParameter(string Name, string In, string Plausible)
{
    public static DescribedParameter Of(JsonNode described, Func<string, string> plausible) =>
        new($"{described["name"]}", $"{described["in"]}", plausible($"{described["name"]}"));
}
