using System.Net;
using System.Net.Http.Json;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Benchmarks.Switching;

/// <summary>Caddy, switched by loading a whole configuration through its admin API.</summary>
sealed class CaddySwitch : ISwitchedProxy
{
    readonly ProxyProgram _program = new("caddy");
    readonly HttpClient _admin = new() { BaseAddress = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}") };

    public string Name => "caddy-load";

    public IPEndPoint EndPoint { get; } = new(IPAddress.Loopback, LoopbackPort.Free());

    public async Task StartAsync(EchoServer first)
    {
        var file = Path.Combine(_program.Directory, "caddy.json");
        await File.WriteAllTextAsync(file, System.Text.Json.JsonSerializer.Serialize(Configuration(first)));
        await _program.StartAsync(EndPoint, "run", "--config", file);
    }

    public async Task SwitchAsync(EchoServer next)
    {
        using var answer = await _admin.PostAsJsonAsync("/load", Configuration(next));
        answer.EnsureSuccessStatusCode();
    }

    public Task DrainAsync() => Task.CompletedTask;

    public Task RetireAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _program.DisposeAsync();
    }

    object Configuration(EchoServer app) => new
    {
        admin = new { listen = _admin.BaseAddress!.Authority, config = new { persist = false } },
        logging = new { logs = new { @default = new { level = "ERROR" } } },
        apps = new
        {
            http = new
            {
                servers = new
                {
                    web = new
                    {
                        listen = new[] { EndPoint.ToString() },
                        automatic_https = new { disable = true },
                        routes = new[] { new { handle = new[] { new { handler = "reverse_proxy", upstreams = new[] { new { dial = $"127.0.0.1:{app.Port}" } } } } } },
                    },
                },
            },
        },
    };
}
