using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using PipelineDeploy.TestKit.Load;

namespace PipelineDeploy.Benchmarks;

/// <summary>Puts load on something that runs elsewhere until standard input is closed or it is told to end, then reports.</summary>
static class LoadCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        if (!Uri.TryCreate(arguments.Text("--url", "http://127.0.0.1:8080/"), UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp)
            throw new FormatException("--url must begin with http://");
        var addresses = await Dns.GetHostAddressesAsync(url.Host);
        var load = KeepAliveLoad.Start(new LoadOptions
        {
            EndPoint = new IPEndPoint(addresses[0], url.Port),
            Host = arguments.Text("--host", url.Authority),
            Path = url.PathAndQuery,
            Connections = arguments.Number("--connections", 16),
            Pause = TimeSpan.FromMilliseconds(arguments.Number("--pause", 5, least: 0)),
        });
        await EndIsAskedForAsync();
        var report = await load.StopAsync();
        Console.WriteLine(JsonSerializer.Serialize(
            new { Name = "load", report.Requests, report.Failed, report.Reopened, report.P50Ms, report.P99Ms, report.Answers, report.Reasons },
            JsonSerializerOptions.Web));
        return 0;
    }

    static async Task EndIsAskedForAsync()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        await Task.WhenAny(asked.Task, Console.OpenStandardInput().CopyToAsync(Stream.Null));

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            asked.TrySetResult();
        }
    }
}
