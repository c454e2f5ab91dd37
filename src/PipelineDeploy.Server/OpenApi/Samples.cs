using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.OpenApi;

/// <summary>One example of each wire record. They are records themselves, so that an example cannot differ from what is sent.</summary>
static partial class Samples
{
    static DateTimeOffset At => new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    static readonly Dictionary<Type, object> All = new[] { OfApps(), OfRuns(), OfAccess() }.SelectMany(some => some).ToDictionary(sample => sample.GetType());

    /// <summary>The example of a type and the name it goes by; null when it has none.</summary>
    /// <param name="type">A wire record, a list of them, or <see cref="object"/> for what a git host sends.</param>
    public static (string Name, JsonNode Value)? Find(Type type)
    {
        if (type == typeof(object))
        {
            return ("Push", JsonNode.Parse("""{"type": "push", "data": {"repository": "acme/shop", "ref": "refs/heads/main"}}""")!);
        }

        return type is { IsGenericType: true, GenericTypeArguments: [var item] }
            ? Find(item) is var (name, value) ? ($"{name}List", new JsonArray(value)) : null
            : All.TryGetValue(type, out var sample) ? (type.Name, JsonSerializer.SerializeToNode(sample, WireJson.Default.GetTypeInfo(type)!)!) : null;
    }

    static Dictionary<string, string> Map(string name, string value) => new(StringComparer.Ordinal) { [name] = value };
}
