using System.Net.Sockets;

namespace PipelineDeploy.Server.Git;

/// <summary>Clears away the folders of servers that could not do so themselves. Several servers may do it at once.</summary>
static class PushLeftovers
{
    // One that has just made its folder does not listen yet.
    static readonly TimeSpan Young = TimeSpan.FromMinutes(1);

    /// <summary>Removes the folders in which a socket is that nobody listens at any more.</summary>
    public static void Remove(string parent, string socketName, DateTimeOffset now)
    {
        if (!Directory.Exists(parent))
        {
            return;
        }

        foreach (var folder in Directory.GetDirectories(parent))
        {
            try
            {
                if (Directory.GetLastWriteTimeUtc(folder) < now.UtcDateTime - Young && IsDead(Path.Combine(folder, socketName)))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another server is about it, too; what is left goes at the next start.
            }
        }
    }

    static bool IsDead(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
