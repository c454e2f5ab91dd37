using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Logs;

/// <summary>
/// Finds the secrets among inputs by the names they have: <c>token</c>, <c>gitPassword</c>, <c>API_KEY</c>, <c>webhook</c> …, and everything below
/// <c>secrets</c>. Whoever adds a secret input gives it such a name, and it is hidden in logs, notes and errors.
/// </summary>
public static class SecretInputs
{
    static readonly string[] Endings = ["password", "passwd", "passphrase", "secret", "token", "apikey", "accesskey", "privatekey", "credential", "credentials", "webhook", "authorization"];

    /// <summary>The secrets in a tree of inputs.</summary>
    public static IEnumerable<string> In(JsonNode? inputs) => Find(inputs, isSecret: false);

    static IEnumerable<string> Find(JsonNode? node, bool isSecret) => node switch
    {
        JsonObject map => map.SelectMany(pair => Find(pair.Value, isSecret || IsSecret(pair.Key))),
        JsonArray list => list.SelectMany(item => Find(item, isSecret)),
        JsonValue value when isSecret && value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    static bool IsSecret(string name)
    {
        var plain = name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return plain.Equals("secrets", StringComparison.OrdinalIgnoreCase) || Array.Exists(Endings, end => plain.EndsWith(end, StringComparison.OrdinalIgnoreCase));
    }
}
