using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.Workflows.Driving;

namespace PipelineDeploy.Server.Tests.Telemetry;

/// <summary>Whoever reads the server's log by run or by app finds every line of it.</summary>
[Trait("Category", "Integration")]
public sealed class LogScopeTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Every_line_that_is_written_while_a_step_works_carries_its_run_and_its_app()
    {
        using var log = new CapturedLog();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RunTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(spans);
        Listen(log);
        await server.Database.ExecuteAsync(
            """
            create function refuse_release() returns trigger language plpgsql as $$ begin raise exception 'the release is refused'; end $$;
            create trigger refused before insert on releases for each row execute function refuse_release();
            """);
        var source = Deploying.TarOf(("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n"));

        foreach (var run in await Task.WhenAll(server.FinishedRunAsync("one-of-two", source), server.FinishedRunAsync("two-of-two", source)))
        {
            var lines = log.Lines.Where(line => line.Work == $"{run.Id}").ToList();
            lines.ShouldContain(line => line.Text.Contains("the release is refused"), "a step has something to tell");
            lines.ShouldAllBe(line => line.Scope.GetValueOrDefault("Run") == $"{run.Id}" && line.Scope.GetValueOrDefault("App") == run.App);
        }

        await server.Database.ExecuteAsync("drop trigger refused on releases; drop function refuse_release()");
    }

    [Fact]
    public async Task A_run_that_cannot_go_on_is_told_with_its_run_and_its_app()
    {
        using var log = new CapturedLog();
        Listen(log);
        await server.CreateAppAsync("breaks");
        await server.Database.ExecuteAsync(
            """
            create function refuse_journal() returns trigger language plpgsql as $$ begin raise exception 'the journal is refused'; end $$;
            create trigger refused before insert on journal for each row execute function refuse_journal();
            """);

        var run = (await server.DeployAsync("breaks", Deploying.BrokenBuild())).Read(PipelineDeploy.Contracts.WireJson.Default.RunView);
        var told = await TestKit.Eventually.SeeAsync(
            () => Task.FromResult(log.Lines.Where(line => line.Scope.GetValueOrDefault("Run") == $"{run.Id}" && line.Level >= LogLevel.Warning).ToList()),
            lines => lines.Count >= 2,
            "the trouble is told");
        await server.Database.ExecuteAsync("drop trigger refused on journal; drop function refuse_journal()");

        told.ShouldContain(line => line.Scope.GetValueOrDefault("App") == "breaks" && line.Text.Contains("the journal is refused"));
        log.Lines.Where(line => line.Level >= LogLevel.Error).ShouldAllBe(line => line.Scope.ContainsKey("Run"));
        (await server.EndOfAsync(run.Id)).State.ShouldBe("failed");
    }

    void Listen(CapturedLog log)
    {
        var filter = server.Get<IOptionsMonitor<LoggerFilterOptions>>().CurrentValue;
        filter.MinLevel = LogLevel.Debug;
        filter.Rules.Clear();
        server.Get<ILoggerFactory>().AddProvider(log);
    }

    // Work is the run whose step was at work there, as its span tells; null for none.
    sealed record Line(LogLevel Level, string Text, IReadOnlyDictionary<string, string?> Scope, string? Work);

    sealed class CapturedLog : ILoggerProvider, ISupportExternalScope, ILogger
    {
        readonly ConcurrentQueue<Line> _lines = [];
        IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();
        volatile bool _isOver;

        public IReadOnlyCollection<Line> Lines => [.. _lines];

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public bool IsEnabled(LogLevel logLevel) => !_isOver;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (_isOver)
            {
                return;
            }

            Dictionary<string, string?> scope = [];
            _scopes.ForEachScope(
                (part, all) =>
                {
                    foreach (var (name, value) in part as IEnumerable<KeyValuePair<string, object?>> ?? [])
                    {
                        all[name] = value?.ToString();
                    }
                },
                scope);
            _lines.Enqueue(new Line(logLevel, $"{formatter(state, exception)} {exception?.Message}", scope, WorkOf(Activity.Current)));
        }

        public void Dispose() => _isOver = true;

        static string? WorkOf(Activity? span) => span is null ? null : span.GetTagItem("cicd.pipeline.run.id") as string ?? WorkOf(span.Parent);
    }
}
