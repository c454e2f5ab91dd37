using System.Globalization;

namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>Reads <c>ports</c> and <c>expose</c>: the first TCP port of the container is the app's.</summary>
static class ComposePorts
{
    /// <summary>Makes the setting <c>port</c> of it.</summary>
    public static void Read(ComposeScope scope, SourceNode node, string where)
    {
        string? first = null;
        foreach (var item in scope.Items(node, where))
        {
            var (port, protocol, isPublished) = item is SourceNode.Map map ? Long(scope, map, where) : Short(scope.Text(item, where));
            if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
            {
                throw scope.Unusable(item, where, "Name one port of the container, such as 3000 or \"8080:3000\"; ranges are not read here.");
            }

            if (protocol != "tcp")
            {
                scope.Warn(item.Line, $"'{where}': port {number} of {SourceError.Show(protocol)[1..^1]} is not taken over; only TCP gets traffic here");
                continue;
            }

            if (first is not null && port != first)
            {
                scope.Warn(item.Line, $"'{where}': port {number} gets no traffic; port {first} does");
            }
            else if (isPublished)
            {
                scope.Warn(item.Line, $"'{where}': the host's side of port {number} is not taken over; the router answers for the app");
            }

            first ??= port;
            scope.Settings.TryAdd("port", first);
        }
    }

    // [[host ip:]host port:]container port[/protocol]
    static (string Port, string Protocol, bool IsPublished) Short(string text)
    {
        var parts = text.Split('/', 2);
        var colon = parts[0].LastIndexOf(':');
        return (parts[0][(colon + 1)..], parts.Length == 2 ? parts[1] : "tcp", colon >= 0);
    }

    static (string Port, string Protocol, bool IsPublished) Long(ComposeScope scope, SourceNode.Map map, string where) => (
        map["target"] is { } target ? scope.Text(target, $"{where}.target") : "",
        map["protocol"] is { } protocol ? scope.Text(protocol, $"{where}.protocol") : "tcp",
        map["published"] is not null);
}
