using System.Diagnostics;
using System.Globalization;
using System.Net;
using PipelineDeploy.TestKit.Postgres;

namespace PipelineDeploy.Benchmarks.Api;

/// <summary>How long the doors take that people and machines come in by most, and how that grows with the apps and runs there are.</summary>
static class ApiBenchmark
{
    const int Warming = 40;
    const int LongestAccept = 200;
    const int LongestRead = 100;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (runsOfEach, requests, clients) = (arguments.Number("--runs", 10), arguments.Number("--requests", 400), arguments.Number("--clients", 4));
        var report = new ApiReport(arguments.Has("--json"));
        await using (var database = await TestDatabase.CreateAsync())
        {
            await report.HeadAsync(await database.ScalarAsync<string>("show server_version"), runsOfEach, requests, clients);
        }

        foreach (var apps in arguments.Text("--apps", "100,1000,10000").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            await using var api = await MeasuredApi.StartAsync(apps, runsOfEach);
            foreach (var door in Doors(api, apps, runsOfEach))
            {
                await MeasureAsync(door, Warming, clients);
                var before = api.ProcessorTime;
                var times = await MeasureAsync(door, requests, clients);
                report.Add(apps, apps * runsOfEach, door, times, (api.ProcessorTime - before) / requests);
            }
        }

        return report.IsReached ? 0 : 1;
    }

    // Asked of another app or run each time, so that nothing is remembered from the last time.
    static IEnumerable<ApiDoor> Doors(MeasuredApi api, int apps, int runsOfEach)
    {
        var random = new Random(4711);
        string AnApp() => MeasuredApi.App(random.Next(1, apps + 1));
        long ARun() => api.FirstRun + random.Next(apps * runsOfEach);
        return
        [
            new("apps", LongestRead, api.Everything, () => Requests.Get($"/api/v1/apps")),
            new("apps of 50", LongestRead, api.Few, () => Requests.Get($"/api/v1/apps")),
            new("app", LongestRead, api.Everything, () => Requests.Get($"/api/v1/apps/{AnApp()}")),
            new("runs", LongestRead, api.Everything, () => Requests.Get($"/api/v1/runs")),
            new("runs of 50", LongestRead, api.Few, () => Requests.Get($"/api/v1/runs")),
            new("runs of an app", LongestRead, api.Everything, () => Requests.Get($"/api/v1/runs?app={AnApp()}")),
            new("run", LongestRead, api.Everything, () => Requests.Get($"/api/v1/runs/{ARun()}")),
            new("run of 50", LongestRead, api.Few, () => Requests.Get($"/api/v1/runs/{api.FirstRun + random.Next(MeasuredApi.FewApps)}")),
            new("accept", LongestAccept, api.Everything, () => Requests.Deploy(AnApp()), HttpStatusCode.Accepted),
        ];
    }

    static async Task<List<double>> MeasureAsync(ApiDoor door, int requests, int clients)
    {
        var waiting = new Queue<HttpRequestMessage>(Enumerable.Range(0, requests).Select(_ => door.Ask()));
        List<double> times = [];
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(AskAsync)));
        return times;

        async Task AskAsync()
        {
            while (true)
            {
                HttpRequestMessage? next;
                lock (waiting)
                {
                    if (!waiting.TryDequeue(out next))
                    {
                        return;
                    }
                }

                using var request = next;
                var began = Stopwatch.GetTimestamp();
                using var answer = await door.Caller.SendAsync(request);
                var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                _ = answer.StatusCode == door.Expected ? true : throw new InvalidOperationException($"{request.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
                lock (waiting)
                {
                    times.Add(took);
                }
            }
        }
    }
}

/// <summary>A door that is measured.</summary>
/// <param name="Name">What is asked for.</param>
/// <param name="Target">Milliseconds that 99 of 100 answers may take.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Ask">The next request.</param>
/// <param name="Expected">The answer's status.</param>
sealed record ApiDoor(string Name, int Target, HttpClient Caller, Func<HttpRequestMessage> Ask, HttpStatusCode Expected = HttpStatusCode.OK);
