using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Server.Failpoints;
using PipelineDeploy.TestKit.Releases;
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
    public void Those_of_a_file_are_what_it_holds_now()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("pd-failpoints-").FullName, "armed");
        var armed = new ArmedFailpoints($"@{file}");
        armed.Points.ShouldBeEmpty();
        armed.Refresh().ShouldBeFalse();

        File.WriteAllText(file, "beforeCommit:switch:forward");
        armed.Refresh().ShouldBeTrue();
        armed.Refresh().ShouldBeFalse();

        armed.Points.ShouldBe([new Failpoint("beforeCommit", "switch", IsCompensating: false)]);
    }

    [Fact]
    public async Task A_tapped_port_still_does_what_it_does()
    {
        var store = new InMemoryReleaseStore(_ => true);
        await store.AllotAsync("shop", new(7, 1), new ReleaseContent("image", null), DateTimeOffset.UnixEpoch, CancellationToken.None);
        await using var provider = Tapped(store);
        var tapped = provider.GetRequiredService<IReleaseStore>();

        tapped.ShouldNotBeOfType<InMemoryReleaseStore>();
        (await tapped.FindByRunAsync(1, CancellationToken.None)).ShouldBeNull();
        (await tapped.NumbersByRunAsync([1, 7], CancellationToken.None)).ShouldBe(new Dictionary<long, int> { [7] = 1 });
    }

    [Fact]
    public async Task An_error_comes_through_a_tap_as_it_is()
    {
        await using var provider = Tapped(new InMemoryReleaseStore(_ => false));

        var error = await Should.ThrowAsync<UserErrorException>(() => provider.GetRequiredService<IReleaseStore>()
            .AllotAsync("shop", new(1, 1), new ReleaseContent("image", null), DateTimeOffset.UnixEpoch, CancellationToken.None));

        error.Error.Code.ShouldBe("run.outlived");
    }

    static ServiceProvider Tapped(IReleaseStore store)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(store);
        services.AddFailpoints(new ArmedFailpoints("beforeCommit:switch:forward"), "/nowhere");
        return services.BuildServiceProvider();
    }
}
