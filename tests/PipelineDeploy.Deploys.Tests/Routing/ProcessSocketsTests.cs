using System.Net;
using System.Net.Sockets;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Deploys.Tests.Routing;

public sealed class ProcessSocketsTests
{
    const string Table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1001 1 0000000000000000 100 0 0 10 0
           1: 0100007F:B4C2 0100007F:2329 01 00000000:00000000 00:00000000 00000000     0        0 1002 1 0000000000000000 20 4 30 10 -1
           2: 0100007F:B4C4 0100007F:2329 06 00000000:00000000 03:00000000 00000000     0        0 0 3 0000000000000000
           3: 0100007F:2329 0100007F:B4C2 01 00000000:00000000 00:00000000 00000000     0        0 1003 1 0000000000000000 20 4 30 10 -1
        """;

    [Fact]
    public void Open_connections_to_an_address_are_told_from_others() =>
        ProcessSockets.Connected(Table.Split('\n'), ProcessSockets.Remote(IPAddress.Loopback, 9001)).ShouldBe(["1002"]);

    [Fact]
    public void Addresses_are_written_as_the_kernel_does()
    {
        ProcessSockets.Remote(IPAddress.Parse("10.1.2.3"), 80).ShouldBe("0302010A:0050");
        ProcessSockets.Remote(IPAddress.IPv6Loopback, 9001).ShouldBe("00000000000000000000000001000000:2329");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task The_connections_of_this_process_are_counted_while_they_are_open(string host)
    {
        using var listener = new TcpListener(IPAddress.Parse(host), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        ProcessSockets.CountTo([Environment.ProcessId], host, port).ShouldBe(0);
        using (var client = new TcpClient(listener.LocalEndpoint.AddressFamily))
        {
            await client.ConnectAsync(host, port);
            using var accepted = await listener.AcceptTcpClientAsync();

            ProcessSockets.CountTo([Environment.ProcessId], host, port).ShouldBe(1);
            ProcessSockets.CountTo([int.MaxValue], host, port).ShouldBe(0);
        }

        ProcessSockets.CountTo([Environment.ProcessId], host, port).ShouldBe(0);
    }

    [Fact]
    public async Task Files_that_the_process_closes_meanwhile_are_no_connections()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var accepted = await listener.AcceptTcpClientAsync();
        using var counted = new CancellationTokenSource();
        var closing = Task.Run(() =>
        {
            while (!counted.IsCancellationRequested)
            {
                foreach (var file in Enumerable.Range(0, 50).Select(_ => File.OpenHandle("/dev/null")).ToList())
                {
                    file.Dispose();
                }
            }
        });

        try
        {
            Enumerable.Range(0, 100).Select(_ => ProcessSockets.CountTo([Environment.ProcessId], "127.0.0.1", port)).ShouldAllBe(connections => connections == 1);
        }
        finally
        {
            await counted.CancelAsync();
            await closing;
        }
    }
}
