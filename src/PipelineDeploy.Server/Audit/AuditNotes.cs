using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace PipelineDeploy.Server.Audit;

/// <summary>What an endpoint says of its request for the audit, besides what every request tells by itself. Never a secret.</summary>
sealed class AuditNotes
{
    /// <summary>Who it is, where no token and no session tell.</summary>
    public string? Actor { get; set; }

    /// <summary>The name of the token that was used, where none is shown.</summary>
    public string? Token { get; set; }

    /// <summary>From where, when it is not where the connection comes from.</summary>
    public string? Address { get; set; }

    /// <summary>The app it is about, where the path does not tell.</summary>
    public string? App { get; set; }

    /// <summary>What was said; null for nothing.</summary>
    public JsonObject? Details { get; private set; }

    /// <summary>Says something.</summary>
    public void Say(string name, JsonNode? value) => (Details ??= [])[name] = value;

    /// <summary>Says what something was and what it is now.</summary>
    public void Change(string name, string? before, string? after) => Say(name, new JsonObject { ["before"] = before, ["after"] = after });

    /// <summary>Says what of a thing is different now; null is for one that is not there.</summary>
    /// <param name="before">What the API showed of it.</param>
    /// <param name="after">What the API shows of it now.</param>
    /// <param name="type">How the API writes it: without secrets.</param>
    public void Compare<T>(T? before, T? after, JsonTypeInfo<T> type)
        where T : class
    {
        var (was, now) = (Parts(before), Parts(after));
        foreach (var name in was.Select(part => part.Key).Union(now.Select(part => part.Key), StringComparer.Ordinal).Where(name => !JsonNode.DeepEquals(was[name], now[name])))
        {
            Say(name, new JsonObject { ["before"] = was[name]?.DeepClone(), ["after"] = now[name]?.DeepClone() });
        }

        JsonObject Parts(T? thing) => thing is null ? [] : JsonSerializer.SerializeToNode(thing, type)!.AsObject();
    }

    /// <summary>Says which there were and which there are.</summary>
    public void Change(string name, IEnumerable<string> before, IEnumerable<string> after) => Say(name, new JsonObject { ["before"] = Array(before), ["after"] = Array(after) });

    /// <summary>Names several.</summary>
    public void Name(string name, IEnumerable<string> values) => Say(name, Array(values));

    static JsonArray Array(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];
}
