using System.Net.Sockets;
using PipelineDeploy.Server.Git;

namespace PipelineDeploy.Server.Tests.Git;

public sealed class PushLeftoversTests : IDisposable
{
    const string Name = "push.sock";

    readonly string _parent = Directory.CreateTempSubdirectory("pdt-left-").FullName;

    static DateTimeOffset Later => TimeProvider.System.GetUtcNow().AddMinutes(2);

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void What_a_dead_server_left_goes_and_what_a_living_one_has_stays()
    {
        var dead = Folder("dead");
        Kept(dead);
        var living = Folder("living");
        using var listener = Bind(living);
        listener.Listen();

        PushLeftovers.Remove(_parent, Name, Later);

        (Directory.Exists(dead), Directory.Exists(living)).ShouldBe((false, true));
    }

    [Fact]
    public void One_that_has_just_been_made_stays_because_its_server_does_not_listen_yet()
    {
        var young = Folder("young");
        using var socket = Bind(young);

        PushLeftovers.Remove(_parent, Name, TimeProvider.System.GetUtcNow());

        Directory.Exists(young).ShouldBeTrue();
    }

    [Fact]
    public void Servers_that_start_together_do_not_get_in_each_others_way()
    {
        for (var n = 0; n < 50; n++)
        {
            Kept(Folder($"dead-{n}"));
        }

        Parallel.For(0, 8, _ => PushLeftovers.Remove(_parent, Name, Later));

        Directory.GetDirectories(_parent).ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_folder_there_is_nothing_to_do() => Should.NotThrow(() => PushLeftovers.Remove(Path.Combine(_parent, "none"), Name, Later));

    string Folder(string name) => Directory.CreateDirectory(Path.Combine(_parent, name)).FullName;

    static Socket Bind(string folder)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, Name)));
        return socket;
    }

    // Whoever is killed leaves its socket there; one that is closed here would be removed.
    static void Kept(string folder)
    {
        using var socket = Bind(folder);
        var path = Path.Combine(folder, Name);
        File.Move(path, path + ".kept");
        socket.Dispose();
        File.Move(path + ".kept", path);
    }
}
