using PipelineDeploy.Benchmarks;
using PipelineDeploy.Benchmarks.Api;
using PipelineDeploy.Benchmarks.Cli;
using PipelineDeploy.Benchmarks.Deploys;
using PipelineDeploy.Benchmarks.Engine;
using PipelineDeploy.Benchmarks.Events;
using PipelineDeploy.Benchmarks.Logs;
using PipelineDeploy.Benchmarks.Page;
using PipelineDeploy.Benchmarks.Switching;

var arguments = new Arguments(args);
try
{
    return arguments.Name switch
    {
        "switch" => await SwitchBenchmark.RunAsync(arguments),
        "engine" => await EngineBenchmark.RunAsync(arguments),
        NodeCommand.Name => await NodeCommand.RunAsync(arguments),
        "logs" => await LogBenchmark.RunAsync(arguments),
        "events" => await EventBenchmark.RunAsync(arguments),
        ListenCommand.Name => await ListenCommand.RunAsync(arguments),
        "api" => await ApiBenchmark.RunAsync(arguments),
        "page" => await PageBenchmark.RunAsync(arguments),
        "cli" => await CliBenchmark.RunAsync(arguments),
        ServeCommand.Name => await ServeCommand.RunAsync(),
        "overhead" => await OverheadBenchmark.RunAsync(arguments),
        "ready" => await ReadyBenchmark.RunAsync(arguments),
        "footprint" => await FootprintBenchmark.RunAsync(arguments),
        "load" => await LoadCommand.RunAsync(arguments),
        _ => Usage(),
    };
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return Usage();
}

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project tests/PipelineDeploy.Benchmarks -- <name> [options]

          switch  failed requests while the traffic is switched: HAProxy as we drive it, nginx -s reload, Caddy config load
                  --switches 40 --connections 16 --requests 1000 (before each switch) --routers haproxy,nginx,caddy --json
          engine  journaled steps a second, time to the first step, lateness of timers, take-over after kill -9, queries of 10,000 waiting
                  runs; beside Quartz with bare jobs
                  --seconds 10 (of steps) --runs 16 (at once) --steps 10 (each) --starts 200 --timers 200 --kills 10 --waiting 10000
                  --idle 30 (seconds) --engines pipelinedeploy,quartz --json
          logs    lines a second from steps into PostgreSQL (PIPELINEDEPLOY_TEST_DATABASE, else a private one), plain and masked
                  --lines 400000 --runs 8 --length 100 (characters) --json
          events  from a change's commit, or a line's writing, to all who listen, while runs write logs; what listeners cost
                  --listeners 10,100,1000 --runs 20 --lines 50 (a second of each) --seconds 15 --many 1000 --json
          api     lists and details read, deploys accepted, beside so many apps and runs; how that grows with them
                  --apps 100,1000,10000 --runs 10 (of each) --requests 400 --clients 4 --json
          overhead   a deploy's time beyond what Docker and the app need, beside a script with docker's command line and HAProxy
                  --deploys 40 --json
          ready   from "the app answers" to "traffic is on it"
                  --deploys 30 --json
          footprint  the server's memory, idle and with 100 runs, and its time from start to ready
                  --starts 5 --json
          page    the dashboard in a real Chromium: its first load, the overview of many apps, a run's log of very many lines, memory
                  --apps 500 --lines 1000000 --rounds 5 --json
          cli     from the start of the published pdeploy to its end, for what asks no server
                  --starts 40 --program <path> (else it is published first) --json
          load    keep-alive load until standard input is closed, then one line of JSON
                  --url http://127.0.0.1:8080/ --host hello.localhost --connections 16 --pause 5 (ms between two requests)
        """);
    return 2;
}
