using System.Diagnostics;
using System.Globalization;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

/// <summary>The real process, and the signal that a terminal sends.</summary>
public sealed class CtrlCTests
{
    [Fact]
    public async Task SIGINT_stops_the_watching_only_and_tells_how_to_cancel()
    {
        await using var server = await RecordedServer.StartAsync();
        server.On("GET", "/runs/12", Sample.Run(), WireJson.Default.RunView).Streams("/runs/12/events", [RecordedServer.Log(1, 1, "building"), "hang"]);
        using var process = Watch(server);
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("building");

        await Shell.RunAsync("kill", "-INT", process.Id.ToString(CultureInfo.InvariantCulture));

        (await process.StandardError.ReadToEndAsync()).ShouldBe("Stopped watching; run 12 goes on. Watch it: pdeploy runs watch 12. Cancel it: pdeploy runs cancel 12\n");
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(130);
        server.Requests.ShouldAllBe(request => request.Method == "GET");
    }

    // A shell lets what it starts in the background ignore SIGINT, and whoever started these tests may be one.
    static Process Watch(RecordedServer server) => Shell.Start(
        "env", new Dictionary<string, string> { ["PDEPLOY_SERVER"] = server.Address.ToString(), ["PDEPLOY_TOKEN"] = RecordedServer.Token },
        "--default-signal=INT", Path.Combine(Shell.Programs, "pdeploy"), "runs", "watch", "12");
}
