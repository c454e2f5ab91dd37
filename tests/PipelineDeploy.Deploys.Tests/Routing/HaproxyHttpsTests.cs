using System.Net;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.TestKit.Load;
using PipelineDeploy.TestKit.Tls;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

[Trait("Category", "Integration")]
public sealed class HaproxyHttpsTests : IAsyncLifetime
{
    static readonly TestCertificate Hello = TestCertificate.For("hello.localhost");

    RouterFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await RouterFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Certificates_change_under_load_without_a_lost_request()
    {
        var route = Secure("hello", 1, Hello);
        await _fixture.ApplyAsync(route);
        await using var load = KeepAliveLoad.Start(new LoadOptions
        {
            EndPoint = _fixture.Haproxy.HttpsEndPoint,
            Host = "hello.localhost",
            IsTls = true,
            Connections = 8,
            PostEvery = 4,
            Pause = TimeSpan.FromMilliseconds(1),
        });
        var last = Hello;

        for (var generation = 2; generation <= 5; generation++)
        {
            await load.AskAsync(100);
            last = TestCertificate.For("hello.localhost");
            await _fixture.ApplyAsync(route with { Generation = generation, Certificates = [Of(last, "hello.localhost")] });
        }

        await load.AskAsync(100);
        var report = await load.StopAsync();
        report.Failed.ShouldBe(0, string.Join('\n', report.Reasons));
        using var client = new HttpsClient(_fixture.Haproxy.HttpsEndPoint);
        (await client.AskAsync("hello.localhost")).Thumbprint.ShouldBe(last.Thumbprint);
        // The last one, and the one before it for a HAProxy that starts right now.
        var kept = Directory.GetFiles(_fixture.Haproxy.Options.Directory, "certificate-*.pem");
        kept.Length.ShouldBe(2);
        kept.ShouldAllBe(file => File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task A_client_of_HTTP_2_goes_on_while_certificates_change_and_the_traffic_switches()
    {
        var (v1, v2) = (_fixture.StartApp("v1"), _fixture.StartApp("v2"));
        var route = App("hello", 1, Target("v1", v1.Port)) with { Certificates = [Of(Hello, "hello.localhost")] };
        await _fixture.ApplyAsync(route);
        using var client = new HttpsClient(_fixture.Haproxy.HttpsEndPoint);
        using var stop = new CancellationTokenSource();
        var visits = Enumerable.Range(0, 4).Select(_ => VisitAsync(client, stop.Token)).ToList();
        await Task.WhenAll(visits.Select(visit => visit.Begun));

        await _fixture.ApplyAsync(route with { Generation = 2, Certificates = [Of(TestCertificate.For("hello.localhost"), "hello.localhost")] });
        await _fixture.ApplyAsync(route with { Generation = 3, Targets = [Target("v2", v2.Port), Target("v1", v1.Port, 0)] });
        (await client.AskAsync("hello.localhost", "/", HttpVersion.Version20)).Version.ShouldBe(HttpVersion.Version20);

        await stop.CancelAsync();
        foreach (var visit in visits)
        {
            (await visit.Answers).ShouldAllBe(answer => answer == "v1" || answer == "v2");
        }
    }

    [Fact]
    public async Task Certificates_are_there_again_after_a_restart_and_appear_in_no_other_file()
    {
        await _fixture.ApplyAsync(Secure("hello", 1, Hello));

        await _fixture.Haproxy.KillAsync();
        await _fixture.Haproxy.StartAsync();

        using var client = new HttpsClient(_fixture.Haproxy.HttpsEndPoint);
        (await client.AskAsync("hello.localhost")).Body.ShouldBe("hello");
        var words = Hello.Key.Split('\n')[1];
        Directory.GetFiles(_fixture.Haproxy.Options.Directory).Where(file => Path.GetExtension(file) is ".cfg" or ".map" or ".list" or ".pem" && File.ReadAllText(file).Contains(words))
            .ShouldHaveSingleItem().ShouldEndWith(".pem");
    }

    [Fact]
    public async Task A_stale_apply_keeps_the_newer_certificate_and_one_whose_file_is_gone_endangers_nobody()
    {
        var newer = TestCertificate.For("hello.localhost");
        var other = Secure("other", 1, TestCertificate.For("other.localhost"));
        await _fixture.ApplyAsync(Secure("hello", 5, newer), other);

        await _fixture.NewRouter().ApplyAsync([Secure("hello", 4, Hello), other], CancellationToken.None);

        using var client = new HttpsClient(_fixture.Haproxy.HttpsEndPoint);
        (await client.AskAsync("hello.localhost")).Thumbprint.ShouldBe(newer.Thumbprint);
        File.Delete(Directory.GetFiles(_fixture.Haproxy.Options.Directory, $"certificate-{Of(newer, "hello.localhost").Fingerprint}.pem").Single());
        await _fixture.NewRouter().ApplyAsync([Secure("hello", 4, Hello), other], CancellationToken.None);
        (await client.AskAsync("other.localhost")).Body.ShouldBe("other");
    }

    [Fact]
    public async Task A_file_that_was_deleted_by_hand_is_put_back()
    {
        var route = Secure("hello", 1, Hello);
        await _fixture.ApplyAsync(route);
        var file = Directory.GetFiles(_fixture.Haproxy.Options.Directory, "certificate-*.pem").Single();
        File.Delete(file);

        await _fixture.ApplyAsync(route);

        File.ReadAllText(file).ShouldContain(Hello.Key);
    }

    Route Secure(string app, long generation, TestCertificate certificate) =>
        App(app, generation, Target("v1", _fixture.StartApp(app).Port)) with { Certificates = [Of(certificate, $"{app}.localhost")] };

    static Visit VisitAsync(HttpsClient client, CancellationToken enough)
    {
        var begun = new TaskCompletionSource();
        return new Visit(begun.Task, AskAsync());

        async Task<List<string>> AskAsync()
        {
            List<string> answers = [];
            while (!enough.IsCancellationRequested)
            {
                answers.Add((await client.AskAsync("hello.localhost", "/", HttpVersion.Version20)).Body);
                begun.TrySetResult();
            }

            return answers;
        }
    }

    sealed record Visit(Task Begun, Task<List<string>> Answers);
}
