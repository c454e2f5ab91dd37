using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources;

namespace PipelineDeploy.Deploys.Tests.Sources;

public sealed class BuildLimitsTests
{
    [Fact]
    public void Without_a_setting_of_anybodys_a_build_has_limits_of_memory_processes_and_time()
    {
        var settings = EffectiveSettings.Resolve(new Dictionary<string, string>(), new Dictionary<string, string>()).ToJson();

        BuildLimits.Of(settings).ShouldBe(new BuildLimits(new ContainerLimits(4L << 30, null, 4096), TimeSpan.FromHours(1)));
    }

    [Fact]
    public void They_are_what_the_settings_say()
    {
        var settings = new JsonObject { ["buildMemory"] = "512m", ["buildCpus"] = "1.5", ["buildProcesses"] = "100", ["buildTimeout"] = "90s" };

        BuildLimits.Of(settings).ShouldBe(new BuildLimits(new ContainerLimits(512L << 20, 1.5m, 100), TimeSpan.FromSeconds(90)));
    }

    [Fact]
    public void Nothing_said_is_no_limit_and_a_time_that_no_timer_takes_is_cut()
    {
        BuildLimits.Of(null).ShouldBe(new BuildLimits(ContainerLimits.None, null));
        BuildLimits.Of(new JsonObject { ["buildTimeout"] = "0s" }).Longest.ShouldBeNull();
        BuildLimits.Of(new JsonObject { ["buildTimeout"] = "365d" }).Longest.ShouldBe(TimeSpan.FromDays(30));
    }

    [Fact]
    public void The_engine_is_told_them_without_swap() =>
        EnginePath.Build(new ImageBuild("a:b", "Dockerfile", (_, _) => Task.CompletedTask, new Dictionary<string, string>()) { Limits = new ContainerLimits(64L << 20, 1.5m, 100) })
            .ShouldContain("&memory=67108864&memswap=67108864&cpuperiod=100000&cpuquota=150000&");
}
