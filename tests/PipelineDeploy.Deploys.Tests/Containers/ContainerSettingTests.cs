using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Containers;

public sealed class ContainerSettingTests
{
    [Theory]
    [InlineData("512m", 512L << 20)]
    [InlineData("512 MiB", 512L << 20)]
    [InlineData("1.5g", 3L << 29)]
    [InlineData("2GB", 2L << 30)]
    [InlineData("6144k", 6L << 20)]
    [InlineData("5m", null)]
    [InlineData("512", null)]
    [InlineData("-1g", null)]
    [InlineData("1e3g", null)]
    [InlineData("m", null)]
    [InlineData("9999999g", null)]
    [InlineData("1,5g", null)]
    public void Memory_is_an_amount_with_a_unit(string text, long? bytes) => MemorySize.Parse(text).ShouldBe(bytes);

    [Theory]
    [InlineData("memoryLimit", "lots")]
    [InlineData("memoryLimit", "512")]
    [InlineData("cpuLimit", "0")]
    [InlineData("cpuLimit", "-1")]
    [InlineData("cpuLimit", "1,5")]
    [InlineData("cpuLimit", "all")]
    [InlineData("processLimit", "0")]
    [InlineData("processLimit", "many")]
    [InlineData("restartPolicy", "on-failure:0")]
    [InlineData("restartPolicy", "on-failure:x")]
    [InlineData("restartPolicy", "always:3")]
    [InlineData("volumes", "data")]
    [InlineData("volumes", "data:var/lib")]
    [InlineData("volumes", "data:/")]
    [InlineData("volumes", "data:/a/../b")]
    [InlineData("volumes", "data:/a/")]
    [InlineData("volumes", "data:/a:rwx")]
    [InlineData("volumes", "../data:/a")]
    [InlineData("volumes", "/srv/../etc:/a")]
    [InlineData("volumes", "/:/host")]
    [InlineData("volumes", "//srv:/a")]
    [InlineData("volumes", "a:/data b:/data")]
    [InlineData("volumes", "a$(id):/data")]
    [InlineData("networks", "host")]
    [InlineData("networks", "None")]
    [InlineData("networks", "host?")]
    [InlineData("networks", "a??")]
    [InlineData("networks", "container:shop-blue")]
    [InlineData("networks", "backend,front")]
    [InlineData("networks", "-x")]
    [InlineData("labels", "team")]
    [InlineData("labels", "pipelinedeploy.app=other")]
    [InlineData("labels", "PipelineDeploy.run=1")]
    [InlineData("labels", "com.docker.compose.project=x")]
    [InlineData("labels", "a=1 a=2")]
    [InlineData("labels", "=x")]
    [InlineData("labels", "\"note=two words")]
    public void What_cannot_be_is_refused_when_it_is_set_with_the_settings_name_and_what_would_be_right(string name, string value)
    {
        var error = Should.Throw<UserErrorException>(() => SettingDefinition.Find(name).Normalize(value)).Error;

        error.Code.ShouldBe("setting.badValue");
        error.Message.ShouldContain(name);
        error.Hint.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void All_of_them_are_read_from_what_a_run_was_started_with()
    {
        var shape = ContainerShape.Of(
            new JsonObject
            {
                ["memoryLimit"] = "64m",
                ["cpuLimit"] = "0.5",
                ["processLimit"] = "100",
                ["volumes"] = " data:/var/lib/data  cache:/cache:ro ",
                ["networks"] = "backend front backend",
                ["labels"] = "team=shop \"note=two words\" empty=",
            },
            HostPaths.None);

        shape.Limits.ShouldBe(new ContainerLimits(64 << 20, 0.5m, 100));
        shape.Mounts.ShouldBe([new ContainerMount("data", "/var/lib/data", false), new ContainerMount("cache", "/cache", true)]);
        shape.Networks.ShouldBe(["backend", "front"]);
        shape.Labels.ShouldBe(new Dictionary<string, string> { ["team"] = "shop", ["note"] = "two words", ["empty"] = "" }, ignoreOrder: true);
    }

    [Fact]
    public void A_run_of_a_version_without_them_asks_for_nothing()
    {
        var shape = ContainerShape.Of(new JsonObject { ["port"] = "" }, HostPaths.None);

        (shape.Limits, shape.Mounts.Count, shape.Networks.Count, shape.Labels.Count).ShouldBe((ContainerLimits.None, 0, 0, 0));
    }

    [Fact]
    public void No_two_apps_share_a_volume_by_its_name() =>
        new ContainerMount("b.c", "/x", false).VolumeOf("a").ShouldNotBe(new ContainerMount("c", "/x", false).VolumeOf("a-b"));
}
