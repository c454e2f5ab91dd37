using System.Diagnostics;
using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.Benchmarks.Deploys;

/// <summary>What nobody who deploys with Docker can leave out: the cached build, the container's start, the app's boot, the end of the one before.</summary>
sealed class BareDeploy(MeasuredStack stack, string repository) : IAsyncDisposable
{
    readonly IContainerEngine _engine = stack.Docker.Engine;
    readonly HttpClient _http = new();
    string? _serving;
    int _made;

    /// <summary>Does it once.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> DeployAsync(byte[] source)
    {
        var began = Stopwatch.GetTimestamp();
        var image = $"{repository}:bare{++_made}";
        await _engine.BuildImageAsync(
            new(image, "Dockerfile", async (stream, cancellationToken) => await stream.WriteAsync(source, cancellationToken), new Dictionary<string, string>()), _ => { }, CancellationToken.None);
        var container = await _engine.CreateContainerAsync(
            new ContainerSpec(stack.Docker.Name("bare"), image, stack.Docker.Labels, new Dictionary<string, string>(), 5000, "no"), CancellationToken.None);
        await _engine.StartContainerAsync(container, CancellationToken.None);
        var port = (await _engine.FindContainerAsync(container, CancellationToken.None))!.PublishedPorts.Values.First();
        await Boot.OfAsync(_http, port);
        if (_serving is not null)
        {
            await _engine.StopContainerAsync(_serving, TimeSpan.FromSeconds(10), CancellationToken.None);
            await _engine.RemoveContainerAsync(_serving, CancellationToken.None);
        }

        _serving = container;
        return Stopwatch.GetElapsedTime(began);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_serving is not null)
        {
            await _engine.RemoveContainerAsync(_serving, CancellationToken.None);
        }

        for (var made = 1; made <= _made; made++)
        {
            await _engine.RemoveImageAsync($"{repository}:bare{made}", CancellationToken.None);
        }
    }
}

/// <summary>When an app has come up.</summary>
static class Boot
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Asks a container's published port until it answers.</summary>
    public static async Task OfAsync(HttpClient http, int port)
    {
        var address = new Uri($"http://127.0.0.1:{port}/health");
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(address);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
