using System.Net;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Deploys.Tests.Routing;

public sealed class RouterProbeTests : IDisposable
{
    readonly Wire _wire = new();
    readonly RouterProbe _probe;

    public RouterProbeTests() => _probe = new RouterProbe(new PublicAddress(8081, "10.0.0.7", 8443), TimeProvider.System, _wire);

    public void Dispose()
    {
        _probe.Dispose();
        _wire.Dispose();
    }

    [Fact]
    public async Task Requests_go_to_the_apps_domain_through_the_router_before_and_after_the_change()
    {
        var (before, after) = (0, 0);

        var met = await WatchAsync(() => before = _wire.Count);

        after = _wire.Count;
        met.ShouldBe(new ProbeCount(after - 1, 0, null));
        before.ShouldBeInRange(2, after - 1);
        _wire.Asked.ShouldBe(["http://10.0.0.7:8081/ of shop.localhost"]);
    }

    [Fact]
    public async Task An_app_whose_visitors_are_sent_to_HTTPS_is_asked_there()
    {
        (await WatchAsync(() => { }, byHttps: true))!.Failed.ShouldBe(0);

        _wire.Asked.ShouldBe(["https://shop.localhost:8443/ of shop.localhost"]);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task The_routers_word_that_nobody_answers_is_a_failure(int status)
    {
        var met = await WatchAsync(() => _wire.Answer = () => new HttpResponseMessage((HttpStatusCode)status));

        met!.Failed.ShouldBeInRange(1, met.Requests - 1);
        met.ToString().ShouldEndWith($"requests failed meanwhile (answered {status})");
    }

    [Fact]
    public async Task A_connection_that_breaks_is_a_failure()
    {
        var met = await WatchAsync(() => _wire.Answer = () => throw new HttpRequestException("An error occurred.", new IOException("Connection reset by peer")));

        met!.Failed.ShouldBeInRange(1, met.Requests - 1);
        met.Reason.ShouldBe("Connection reset by peer");
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task What_the_app_itself_answers_is_no_failure_of_the_switch(int status)
    {
        _wire.Answer = () => new HttpResponseMessage((HttpStatusCode)status);

        (await WatchAsync(() => { }))!.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task An_app_that_does_not_answer_before_the_change_is_left_in_peace()
    {
        _wire.Answer = () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        var changes = 0;

        (await WatchAsync(() => changes++)).ShouldBeNull();

        (changes, _wire.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task An_app_without_a_domain_is_changed_unwatched()
    {
        var changes = 0;

        (await _probe.WatchAsync(null, byHttps: false, () => Task.FromResult(changes++), CancellationToken.None)).ShouldBeNull();

        (changes, _wire.Count).ShouldBe((1, 0));
    }

    [Fact]
    public async Task What_the_change_throws_goes_through_and_the_requests_end()
    {
        await Should.ThrowAsync<RouterException>(() => _probe.WatchAsync("shop.localhost", byHttps: false, () => throw new RouterException("refused"), CancellationToken.None));

        _wire.Open.ShouldBe(0);
    }

    [Fact]
    public void Numbers_are_told_as_people_read_them() =>
        new ProbeCount(1240, 0, null).ToString().ShouldBe("0 of 1,240 requests failed meanwhile");

    Task<ProbeCount?> WatchAsync(Action change, bool byHttps = false) => _probe.WatchAsync(
        "shop.localhost",
        byHttps,
        () =>
        {
            change();
            return Task.CompletedTask;
        },
        CancellationToken.None);

    sealed class Wire : HttpMessageHandler
    {
        readonly Lock _gate = new();
        int _count;
        int _open;

        public Func<HttpResponseMessage> Answer { get; set; } = () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("hello") };

        public int Count => _count;

        public int Open => _open;

        public HashSet<string> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                (_count, _open) = (_count + 1, _open + 1);
                Asked.Add($"{request.RequestUri} of {request.Headers.Host}");
            }

            try
            {
                await Task.Yield();
                return Answer();
            }
            finally
            {
                lock (_gate)
                {
                    _open--;
                }
            }
        }
    }
}
