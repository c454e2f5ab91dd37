using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Server.Failpoints;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Tests.Failpoints;

public sealed class FailpointTests
{
    [Fact]
    public void Without_the_variable_there_is_none() => Failpoint.ParseAll(null).ShouldBeEmpty();

    [Fact]
    public void Several_are_read_in_their_order() =>
        Failpoint.ParseAll("beforeCommit:switch:forward, stop@afterReplaceRoute:switch:compensating#2").ShouldBe(
        [
            new Failpoint("beforeCommit", "switch", IsCompensating: false),
            new Failpoint("afterReplaceRoute", "switch", IsCompensating: true, Occurrence: 2, Stops: true),
        ]);

    [Fact]
    public void An_unknown_moment_is_refused_with_those_that_there_are()
    {
        var error = Should.Throw<UserErrorException>(() => Failpoint.ParseAll("beforeLunch:switch:forward")).Error;

        error.Message.ShouldContain("'beforeLunch' is no moment");
        foreach (var moment in new[] { "beforeClaim", "afterClaim", "intentWritten", "afterBuildImage", "lineLogged", "effectDone", "beforeCommit", "afterCommit" })
        {
            error.Hint.ShouldNotBeNull().ShouldContain(moment);
        }
    }

    [Fact]
    public async Task A_tapped_port_still_does_what_it_does()
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton<IReleaseStore>(new NoReleases());
        services.AddFailpoints(Failpoint.ParseAll("beforeCommit:switch:forward"), "/nowhere");
        await using var provider = services.BuildServiceProvider();
        var tapped = provider.GetRequiredService<IReleaseStore>();

        tapped.ShouldNotBeOfType<NoReleases>();
        (await tapped.FindByRunAsync(1, CancellationToken.None)).ShouldBeNull();
        (await tapped.NumbersByRunAsync([1], CancellationToken.None)).ShouldBe(new Dictionary<long, int> { [1] = 7 });
    }

    [Fact]
    public async Task An_error_comes_through_a_tap_as_it_is()
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton<IReleaseStore>(new NoReleases());
        services.AddFailpoints(Failpoint.ParseAll("beforeCommit:switch:forward"), "/nowhere");
        await using var provider = services.BuildServiceProvider();

        var error = await Should.ThrowAsync<UserErrorException>(() =>
            provider.GetRequiredService<IReleaseStore>().AllotAsync("shop", new(1, 1), "image", DateTimeOffset.UnixEpoch, CancellationToken.None));

        error.Error.Code.ShouldBe("run.outlived");
    }

    sealed class NoReleases : IReleaseStore
    {
        public Task<Release> AllotAsync(string app, DriverTerm term, string image, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new UserErrorException("run.outlived", "no");

        public Task<Release?> FindByRunAsync(long runId, CancellationToken cancellationToken) => Task.FromResult<Release?>(null);

        public Task<IReadOnlyDictionary<long, int>> NumbersByRunAsync(IReadOnlyCollection<long> runIds, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<long, int>>(runIds.ToDictionary(id => id, _ => 7));
    }
}
