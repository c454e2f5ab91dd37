using System.Text.Json;
using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.Deploys.Tests.Docker;

public sealed class EnginePathTests
{
    static readonly Dictionary<string, string> labels = new(StringComparer.Ordinal) { ["a"] = "b c" };

    [Theory]
    [InlineData("web-1", "/containers/web-1/json")]
    [InlineData("a/../b", "/containers/a%2F..%2Fb/json")]
    [InlineData("x?force=1#y", "/containers/x%3Fforce%3D1%23y/json")]
    public void A_container_name_stays_one_segment_of_the_path(string name, string path) =>
        EnginePath.Container(name, "/json").ShouldBe(path);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public void A_name_that_would_change_the_path_is_refused(string name)
    {
        Should.Throw<ContainerEngineException>(() => EnginePath.Container(name));
        Should.Throw<ContainerEngineException>(() => EnginePath.Image("a/" + name));
    }

    [Fact]
    public void A_build_asks_for_the_classic_builder_and_to_tidy_up() =>
        EnginePath.Build(new("r:t", "docker/Dockerfile", (_, _) => Task.CompletedTask, labels, labels, NoCache: true)).ShouldBe(
            "/build?version=1&t=r%3At&dockerfile=docker%2FDockerfile&labels=%7B%22a%22%3A%22b%20c%22%7D&buildargs=%7B%22a%22%3A%22b%20c%22%7D&nocache=1&rm=1&forcerm=1");

    [Fact]
    public void A_new_container_is_asked_for_with_nothing_but_the_allowed_fields()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PORT"] = "5000" };
        var spec = new ContainerSpec("n", "sha256:1", labels, environment, 5000, "unless-stopped");

        JsonSerializer.Serialize(CreateContainerJson.From(spec), DockerJson.Default.CreateContainerJson).ShouldBe(
            """{"Image":"sha256:1","Labels":{"a":"b c"},"Env":["PORT=5000"],"ExposedPorts":{"5000/tcp":{}},"HostConfig":"""
            + """{"PortBindings":{"5000/tcp":[{"HostIp":"127.0.0.1","HostPort":""}]},"RestartPolicy":{"Name":"unless-stopped"}}}""");
    }

    [Fact]
    public void A_container_without_a_port_publishes_none()
    {
        var spec = new ContainerSpec("n", "i", labels, labels, Port: null, Command: ["sleep", "1"]);

        var json = JsonSerializer.Serialize(CreateContainerJson.From(spec), DockerJson.Default.CreateContainerJson);

        json.ShouldContain("""
            "Cmd":["sleep","1"],"ExposedPorts":{},"HostConfig":{"PortBindings":{}
            """);
    }

    [Fact]
    public void A_container_may_have_another_entry_point_and_no_health_check()
    {
        var spec = new ContainerSpec("n", "i", labels, labels, Port: null) { Entrypoint = ["/init", "a b"], HasHealthCheck = false };

        JsonSerializer.Serialize(CreateContainerJson.From(spec), DockerJson.Default.CreateContainerJson).ShouldContain("""
            "Entrypoint":["/init","a b"],"Healthcheck":{"Test":["NONE"]},"ExposedPorts"
            """);
    }

    [Fact]
    public void An_inspected_container_without_start_and_end_has_none()
    {
        var json = """
            {"Id":"1","Name":"/web","State":{"Status":"created","ExitCode":0,"StartedAt":"0001-01-01T00:00:00Z","FinishedAt":"2024-01-02T03:04:05.123456789Z"},
             "Config":{"Labels":null},"NetworkSettings":{"Ports":{"5000/tcp":[{"HostIp":"127.0.0.1","HostPort":"49153"},{"HostIp":"::1","HostPort":"49154"}],"53/udp":[{"HostIp":"","HostPort":"53"}],"80/tcp":null}}}
            """;

        var info = JsonSerializer.Deserialize(json, DockerJson.Default.ContainerJson)!.ToInfo();

        info.Name.ShouldBe("web");
        info.StartedAt.ShouldBeNull();
        info.FinishedAt.ShouldBe(new DateTimeOffset(2024, 1, 2, 3, 4, 5, 123, 456, TimeSpan.Zero).AddTicks(8));
        info.PublishedPorts.ShouldBe(new Dictionary<int, int> { [5000] = 49153 });
    }
}
