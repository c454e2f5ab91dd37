using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Events;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.Server.Tests.Events;

public sealed class LiveStreamTests : IDisposable
{
    readonly ManualTimeProvider _time = new();
    readonly CancellationTokenSource _stopping = new();

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task A_stream_ends_after_a_quarter_of_an_hour_so_that_its_reader_signs_in_anew()
    {
        var running = LiveStream.RunAsync(Context(), app: null, ForEverAsync);

        _time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        running.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_server_that_stops_does_not_wait_for_those_who_listen()
    {
        var running = LiveStream.RunAsync(Context(), app: null, ForEverAsync);

        await _stopping.CancelAsync();

        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("7", "3", "7")]
    [InlineData("", "3", "3")]
    [InlineData(null, "3", "3")]
    [InlineData(null, null, null)]
    public void The_header_goes_before_the_query(string? header, string? query, string? seen) => LiveStream.Seen(header, query).ShouldBe(seen);

    Task ForEverAsync(LiveStream stream, CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);

    DefaultHttpContext Context() => new()
    {
        User = new ClaimsPrincipal(new CallerIdentity(new Caller("ann", Rights.All, null, 1, "t", null), "Bearer")),
        RequestServices = new ServiceCollection().AddSingleton<TimeProvider>(_time).AddSingleton<IHostApplicationLifetime>(new Lifetime(_stopping.Token))
            .AddSingleton(NpgsqlDataSource.Create("Host=127.0.0.1")).AddSingleton<CallerStore>().AddSingleton<CallerWatch>().AddLogging().BuildServiceProvider(),
    };

    sealed class Lifetime(CancellationToken stopping) : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => stopping;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
