using System.Globalization;

namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>Reads what <c>show stat</c> tells of servers.</summary>
/// <remarks>
/// Seen with 2.6.12: an answer is counted by its class (<c>hrsp_…</c>); one that never came, or broke off, in <c>eresp</c>, and the latter
/// in <c>srv_abrt</c> and its class as well. A connection that fails counts in <c>wredis</c> when another server takes the request, and
/// in <c>econ</c> when none does, so that the visitor gets a 503.
/// </remarks>
static class ServerStatistics
{
    /// <summary>Asks for the servers of all backends.</summary>
    public const string Command = "show stat -1 4 -1";

    static readonly string[] Answers = ["hrsp_1xx", "hrsp_2xx", "hrsp_3xx", "hrsp_4xx", "hrsp_5xx", "hrsp_other"];

    /// <summary>The counters of one server; null when the table does not hold it.</summary>
    /// <exception cref="FormatException">The text lacks a column we need.</exception>
    public static TrafficCount? Find(string table, string backend, string server)
    {
        var lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var header = lines.FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Split(',')
            ?? throw new FormatException($"HAProxy answered something else than a table of statistics: {table.Trim()}");
        var cells = lines.Select(line => line.Split(',')).FirstOrDefault(line => line is [var first, var second, ..] && first == backend && second == server);
        if (cells is null)
        {
            return null;
        }

        var (answers, failedConnections, brokenOff) = (Answers.Sum(Number), Number("econ"), Number("srv_abrt"));
        var missing = Math.Max(0, Number("eresp") - brokenOff);
        return new TrafficCount(
            answers + missing + failedConnections, Number("hrsp_5xx"), missing + brokenOff + failedConnections, failedConnections + Number("wredis"));

        long Number(string column) => Array.IndexOf(header, column) is var at and >= 0 && at < cells.Length
            ? cells[at].Length == 0 ? 0 : long.Parse(cells[at], CultureInfo.InvariantCulture)
            : throw new FormatException($"HAProxy's table of statistics has no '{column}'");
    }
}
