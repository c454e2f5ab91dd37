using System.Text.Json.Nodes;

namespace PipelineDeploy.Server.Audit;

/// <summary>What an endpoint says of its request for the audit, besides what every request tells by itself. Never a secret.</summary>
sealed class AuditNotes
{
    /// <summary>Who it is, where no token and no session tell.</summary>
    public string? Actor { get; set; }

    /// <summary>The app it is about, where the path does not tell.</summary>
    public string? App { get; set; }

    /// <summary>What was said; null for nothing.</summary>
    public JsonObject? Details { get; private set; }

    /// <summary>Says something.</summary>
    public void Say(string name, JsonNode? value) => (Details ??= [])[name] = value;

    /// <summary>Says what something was and what it is now.</summary>
    public void Change(string name, string? before, string? after) => Say(name, new JsonObject { ["before"] = before, ["after"] = after });

    /// <summary>Names several.</summary>
    public void Name(string name, IEnumerable<string> values) => Say(name, new JsonArray([.. values.Select(value => (JsonNode)value)]));
}
