using System.Globalization;

namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>One server as a worker of HAProxy sees it now.</summary>
/// <param name="Backend">Name of its backend.</param>
/// <param name="Name">Name of the target.</param>
/// <param name="Host">Address it is dialled at.</param>
/// <param name="Port">Port it is dialled at.</param>
/// <param name="Weight">Its share of new requests.</param>
/// <param name="IsReady">Neither in maintenance nor draining by command.</param>
/// <param name="InUse">Connections that carry a request now; idle ones are not counted.</param>
sealed record ServerState(string Backend, string Name, string Host, int Port, int Weight, bool IsReady, int InUse)
{
    static readonly char[] LineEnds = ['\n', '\r'];

    /// <summary>Joins what <c>show servers state</c> and <c>show servers conn</c> print.</summary>
    /// <exception cref="FormatException">The text lacks a column we need.</exception>
    public static IReadOnlyList<ServerState> Parse(string state, string connections)
    {
        var inUse = Rows(connections).ToDictionary(row => row["bkname/svname"], row => Number(row["used_cur"]), StringComparer.Ordinal);
        return [.. Rows(state).Select(row => new ServerState(
            row["be_name"],
            row["srv_name"],
            row["srv_addr"],
            Number(row["srv_port"]),
            Number(row["srv_uweight"]),
            IsReady: Number(row["srv_admin_state"]) == 0,
            inUse.GetValueOrDefault($"{row["be_name"]}/{row["srv_name"]}")))];
    }

    // Columns are taken by their names: later versions add some in the middle.
    static IEnumerable<Row> Rows(string table)
    {
        string[]? header = null;
        foreach (var line in table.Split(LineEnds, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('#'))
                header = line.TrimStart('#', ' ').Split(' ');
            else if (header is not null)
                yield return new Row(header, line.Split(' '));
        }
        if (header is null)
            throw new FormatException($"HAProxy answered something else than a table of servers: {table.Trim()}");
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    sealed record Row(string[] Header, string[] Cells)
    {
        public string this[string column] => Array.IndexOf(Header, column) is var at and >= 0 && at < Cells.Length
            ? Cells[at]
            : throw new FormatException($"HAProxy's table of servers has no '{column}': {string.Join(' ', Cells)}");
    }
}
