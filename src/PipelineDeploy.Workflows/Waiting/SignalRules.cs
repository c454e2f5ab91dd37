using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PipelineDeploy.Workflows.Waiting;

/// <summary>What a signal from outside may look like. A run reads all its signals whenever it is driven, so they are small.</summary>
public static partial class SignalRules
{
    /// <summary>The most bytes that a payload may have as JSON in UTF-8.</summary>
    public const int MostPayload = 16 * 1024;

    /// <summary>The most signals that a run takes, approvals among them.</summary>
    public const int MostOfRun = 500;

    /// <summary>The most characters that an id may have.</summary>
    public const int LongestId = 200;

    /// <summary>Checks a signal's parts. The names of approvals hold a colon, so nobody can send one as a plain signal.</summary>
    /// <exception cref="UserErrorException"><c>signal.badName</c>, <c>signal.badId</c>, <c>signal.badText</c> or <c>signal.tooLarge</c>.</exception>
    public static void Require(string name, string? id, JsonNode? payload)
    {
        if (!IsName(name))
        {
            throw new UserErrorException("signal.badName", $"'{name}' is no name of a signal", "Use lower-case letters, digits and '-', at most 63 of them.");
        }

        if (id is not null && (id.Length is 0 or > LongestId || id.Any(char.IsControl) || id.Contains(':')))
        {
            throw new UserErrorException("signal.badId", "The signal's 'id' cannot be used", $"Use 1 to {LongestId} characters, without ':' and control characters.");
        }

        if (payload is not null && !JsonTexts.AreWhole(payload))
        {
            throw new UserErrorException("signal.badText", "The signal's 'payload' has half of a surrogate pair, which no text is made of", "Send the whole character, or leave it out.");
        }

        if (payload is not null && Encoding.UTF8.GetByteCount(payload.ToJsonString()) is > MostPayload and var size)
        {
            throw new UserErrorException("signal.tooLarge", $"The signal's payload has {size} bytes", $"Send at most {MostPayload}; leave larger things where they are and send their address.");
        }
    }

    /// <summary>Whether a text can be the name of a signal.</summary>
    public static bool IsName(string name) => NamePattern().IsMatch(name);

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamePattern();
}
