using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using PipelineDeploy.TestKit.Load;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Benchmarks.Switching;

/// <summary>
/// Counts what clients lose while the app behind a proxy is exchanged again and again: start the next app, switch, wait,
/// stop the one before in good order. Load, apps and timing are the same for each proxy; only how it is switched differs.
/// </summary>
static class SwitchBenchmark
{
    // Every app is left alone for this long between the switch and its end, whatever the proxy can tell.
    static readonly TimeSpan Retire = TimeSpan.FromMilliseconds(200);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (switches, connections, requests) = (arguments.Number("--switches", 40), arguments.Number("--connections", 16), arguments.Number("--requests", 1000));
        var asJson = arguments.Has("--json");
        await PrintHeaderAsync(asJson ? Console.Error : Console.Out, switches, connections, requests);
        var lost = false;
        foreach (var router in arguments.Text("--routers", "haproxy,nginx,caddy").Split(','))
        {
            await using var proxy = Proxy(router);
            try
            {
                var report = await MeasureAsync(proxy, switches, connections, requests);
                Print(proxy, switches, report, asJson);
                lost |= router == "haproxy" && report.Failed > 0;
            }
            catch (Exception missing) when (router != "haproxy" && missing is Win32Exception or { InnerException: Win32Exception })
            {
                await Console.Error.WriteLineAsync($"{proxy.Name} is left out: it is not installed");
            }
        }
        return lost ? 1 : 0;
    }

    static async Task<LoadReport> MeasureAsync(RouterSwitch proxy, int switches, int connections, int requests)
    {
        var old = EchoServer.Start("v0");
        await proxy.StartAsync(old);
        await using var load = KeepAliveLoad.Start(new LoadOptions
        {
            EndPoint = proxy.EndPoint,
            Host = "hello.localhost",
            Connections = connections,
            PostEvery = 4,
            SlowEvery = 199,
        });
        for (var version = 1; version <= switches; version++)
        {
            await load.AskAsync(requests);
            var next = EchoServer.Start($"v{version}");
            await proxy.SwitchAsync(next);
            await Task.Delay(Retire, TimeProvider.System);
            await proxy.DrainAsync();
            await old.DisposeAsync();
            await proxy.RetireAsync();
            old = next;
        }
        await load.AskAsync(requests);
        var report = await load.StopAsync();
        await old.DisposeAsync();
        return report;
    }

    static RouterSwitch Proxy(string name) => name switch
    {
        "haproxy" => new RouterSwitch(new HaproxyProcess()),
        "nginx" => new RouterSwitch(new NginxProcess()),
        "caddy" => new RouterSwitch(new CaddyProcess()),
        _ => throw new FormatException($"--routers knows haproxy, nginx and caddy, not '{name}'"),
    };

    static async Task PrintHeaderAsync(TextWriter writer, int switches, int connections, int requests)
    {
        string[] versions = [await VersionAsync("haproxy", "-v"), await VersionAsync("nginx", "-v"), $"Caddy {await VersionAsync("caddy", "version")}"];
        await writer.WriteLineAsync($"""
            {string.Join(" · ", versions)} · .NET {Environment.Version} · {Environment.ProcessorCount} cores
            {switches} switches, {connections} keep-alive connections without a pause, at least {requests} requests before each switch,
            every 4th a POST of 2 KiB, every 199th answered after 50 ms; the old app is stopped {Retire.TotalMilliseconds:0} ms after the switch

            {"router",-14}{"switches",10}{"requests",12}{"failed",10}{"reopened",10}{"p50 ms",10}{"p99 ms",10}
            """);
    }

    static void Print(RouterSwitch proxy, int switches, LoadReport report, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { Name = "switch", Router = proxy.Name, Switches = switches, report.Requests, report.Failed, report.Reopened, report.P50Ms, report.P99Ms, report.Reasons },
                JsonSerializerOptions.Web));
            return;
        }
        Console.WriteLine($"{proxy.Name,-14}{switches,10}{report.Requests,12}{report.Failed,10}{report.Reopened,10}{report.P50Ms,10:0.00}{report.P99Ms,10:0.00}");
        foreach (var reason in report.Reasons.GroupBy(reason => reason, StringComparer.Ordinal))
            Console.WriteLine($"    {reason.Key} ({reason.Count()} of the first {report.Reasons.Count})");
    }

    static async Task<string> VersionAsync(string program, string argument)
    {
        try
        {
            using var run = Process.Start(new ProcessStartInfo(program, argument) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            // nginx tells it on the other one.
            return (await run.StandardOutput.ReadToEndAsync() + await run.StandardError.ReadToEndAsync()).Split('\n')[0].Trim();
        }
        catch (Win32Exception)
        {
            return $"{program} is not installed";
        }
    }
}
