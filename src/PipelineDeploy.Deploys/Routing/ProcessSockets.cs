using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>Counts the connections that processes hold, in the kernel's own table: not every proxy tells them.</summary>
static class ProcessSockets
{
    const string Established = "01";
    const string SocketLink = "socket:[";

    /// <summary>How many open connections the processes hold to an address; none of a process that is gone.</summary>
    public static int CountTo(IReadOnlyList<int> processes, string host, int port)
    {
        var remote = Remote(IPAddress.Parse(host), port);
        return processes.Sum(process => CountTo(process, remote));
    }

    /// <summary>The sockets in a table that are connected to an address.</summary>
    /// <param name="table">As <c>/proc/net/tcp</c> prints it.</param>
    /// <param name="remote">The address as the table has it.</param>
    internal static IEnumerable<string> Connected(IEnumerable<string> table, string remote) => table
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(cells => cells.Length > 9 && cells[2] == remote && cells[3] == Established)
        .Select(cells => cells[9]);

    /// <summary>An address as the table has it: groups of four bytes, each as the machine reads a number.</summary>
    internal static string Remote(IPAddress address, int port)
    {
        var bytes = address.GetAddressBytes();
        var groups = Enumerable.Range(0, bytes.Length / 4).Select(group => BitConverter.ToUInt32(bytes, 4 * group).ToString("X8", CultureInfo.InvariantCulture));
        return $"{string.Concat(groups)}:{port:X4}";
    }

    static int CountTo(int process, string remote)
    {
        try
        {
            // The table of its own network: it may be another one than ours.
            string[] tables = [$"/proc/{process}/net/tcp", $"/proc/{process}/net/tcp6"];
            var connected = tables.Where(File.Exists).SelectMany(table => Connected(File.ReadAllLines(table), remote)).ToHashSet(StringComparer.Ordinal);
            return connected.Count == 0 ? 0 : Directory.GetFiles($"/proc/{process}/fd").Select(SocketOf).OfType<string>().Count(connected.Contains);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException && !Directory.Exists($"/proc/{process}"))
        {
            return 0;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or SocketException)
        {
            throw new RouterException($"The connections of process {process} cannot be seen: {refused.Message} It must be of the user that the server runs as.", refused);
        }
    }

    // A proxy goes on closing files while they are looked at.
    static string? SocketOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name is { } name && name.StartsWith(SocketLink, StringComparison.Ordinal)
                ? name[SocketLink.Length..^1]
                : null;
        }
        catch (Exception closed) when (closed is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
