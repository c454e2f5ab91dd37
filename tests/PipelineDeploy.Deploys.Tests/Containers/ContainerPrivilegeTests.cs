using System.Reflection;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Imports;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Deploys.Tests.Steps;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Definitions;

namespace PipelineDeploy.Deploys.Tests.Containers;

/// <summary>Each way from a container to its host × each door that says something of containers.</summary>
/// <remarks>Portainer CVE-2026-44848, Docker CVE-2024-41110: whoever may say this is root on the machine.</remarks>
public sealed class ContainerPrivilegeTests
{
    static readonly string[] Names =
    [
        "privileged", "network", "networkMode", "network_mode", "net", "pid", "pidMode", "pid_mode", "ipc", "ipcMode", "uts", "userns", "usernsMode", "cgroup", "cgroupns", "cgroupParent", "cgroup_parent",
        "capAdd", "cap_add", "cap-add", "capabilities", "devices", "device", "deviceRequests", "gpus", "securityOpt", "security_opt", "apparmor", "seccomp", "volumesFrom", "volumes_from", "sysctls", "runtime",
        "mounts", "binds", "hostConfig", "dockerOptions", "docker_options", "options", "socket", "user", "isolation", "entitlements",
    ];

    static readonly string[] HostPlaces =
    [
        "/", "//", "/.", "/srv/..", "/srv/../etc", "/etc", "/root", "/proc", "/sys", "/dev", "/var/run/docker.sock", "/run/docker.sock", "/var/run", "/run", "/var/lib/docker", "/var/lib/pipelinedeploy",
        "/srvx", "/srv/../run/docker.sock",
    ];

    static readonly string[] HostNetworks = ["host", "HOST", "host?", "none", "bridge", "default", "container", "container:shop-blue", "service:db", "ns:/proc/1/ns/net"];

    public static TheoryData<string> Ways => [.. Names];

    public static TheoryData<string> Places => [.. HostPlaces];

    public static TheoryData<string> Networks => [.. HostNetworks];

    [Theory]
    [MemberData(nameof(Ways))]
    public void No_setting_is_called_so(string name)
    {
        SettingDefinition.All.ShouldNotContain(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        Should.Throw<UserErrorException>(() => SettingDefinition.Find(name)).Error.Code.ShouldBe("setting.unknown");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void No_step_of_any_kind_takes_it(string name)
    {
        foreach (var kind in BareKinds.All)
        {
            kind.Inputs.ShouldNotContain(input => input.Name.Equals(name, StringComparison.OrdinalIgnoreCase), kind.Name);
            var read = PipelineLoader.Read($"name: x\nsteps: [{{ id: a, uses: {kind.Name}, with: {{ {name}: true }} }}]", new PipelineVocabulary(BareKinds.Catalog.Kinds));
            read.Problems.ShouldContain(problem => problem.Message.Contains(name, StringComparison.Ordinal), kind.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void No_file_of_a_source_and_nothing_of_another_tool_brings_it(string name)
    {
        foreach (var part in new[] { "deployment", "build" })
        {
            var gokku = GokkuFile.Parse("shop", $"apps: {{ shop: {{ {part}: {{ {name}: host }} }} }}");
            gokku.Settings.ShouldBeEmpty();
            gokku.Warnings.ShouldHaveSingleItem().ShouldContain(name);
        }

        AppJsonKeys.WarningsOf($$"""{"{{name}}":"host"}""").ShouldHaveSingleItem().ShouldContain("is not known");
        DokkuFolder.Read("shop", new Dictionary<string, string> { ["DOCKER_OPTIONS_DEPLOY"] = $"--{name}=host\n" }).Settings.ShouldBeEmpty();
        ComposeSettings($"{name}: host")?.Keys.ShouldBeEmpty(name);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Nothing_of_the_host_is_mounted_but_what_the_servers_own_variable_names(string place)
    {
        foreach (var allowed in new[] { HostPaths.None, HostPaths.Parse("/srv") })
        {
            Should.Throw<UserErrorException>(() => ContainerShape.Of(new JsonObject { ["volumes"] = $"{place}:/x" }, allowed)).Error.Code.ShouldBeOneOf("setting.badValue", "volumes.hostPathRefused");
            Should.Throw<UserErrorException>(() => ContainerShape.Of(new JsonObject { ["volumes"] = $"data:/data {place}:/x:ro" }, allowed));
            // What the file of a source says is a setting like any other, and is held to the same.
            if (ComposeSettings($"volumes: ['{place}:/x']") is { } settings)
            {
                Should.Throw<UserErrorException>(() => ContainerShape.Of(new JsonObject { ["volumes"] = settings["volumes"] }, allowed)).Error.Code.ShouldBe("volumes.hostPathRefused");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void No_network_of_the_host_or_of_another_container_is_joined(string network)
    {
        Should.Throw<UserErrorException>(() => SettingDefinition.Find("networks").Normalize(network)).Error.Code.ShouldBe("setting.badValue");
        Should.Throw<UserErrorException>(() => ContainerShape.Of(new JsonObject { ["networks"] = $"backend {network}" }, HostPaths.None)).Error.Code.ShouldBe("setting.badValue");
    }

    [Theory]
    [InlineData("pipelinedeploy.app=other")]
    [InlineData("pipelinedeploy.installation=x")]
    [InlineData("PipelineDeploy.run=1")]
    [InlineData("com.docker.compose.project=x")]
    public void No_label_makes_a_container_somebody_elses(string label) =>
        Should.Throw<UserErrorException>(() => SettingDefinition.Find("labels").Normalize($"team=shop {label}")).Error.Code.ShouldBe("setting.badValue");

    // Whoever adds a member here opens a door; this is the place to say why that is safe.
    [Fact]
    public void All_that_is_ever_asked_of_a_container_is_this()
    {
        MembersOf(typeof(CreateContainerJson)).ShouldBe(["Cmd", "Entrypoint", "Env", "ExposedPorts", "Healthcheck", "HostConfig", "Image", "Labels"]);
        MembersOf(typeof(HostConfigJson)).ShouldBe(["Memory", "Mounts", "NanoCpus", "PidsLimit", "PortBindings", "RestartPolicy"]);
        MembersOf(typeof(MountJson)).ShouldBe(["ReadOnly", "Source", "Target", "Type"]);
        MembersOf(typeof(UpdateContainerJson)).ShouldBe(["PidsLimit"]);
        EnginePath.Build(new ImageBuild("a:b", "Dockerfile", (_, _) => Task.CompletedTask, new Dictionary<string, string>())).ShouldNotContain("networkmode");
    }

    static string[] MembersOf(Type type) => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(member => member.Name).Order(StringComparer.Ordinal)];

    // Null when the file is refused.
    static IReadOnlyDictionary<string, string>? ComposeSettings(string line)
    {
        try
        {
            return ComposeFile.Parse("docker-compose.yml", $"services:\n  web:\n    image: a\n    {line}\n").Service("web", null, ComposeVariables.None).Settings;
        }
        catch (UserErrorException e) when (e.Error.Code is "source.composeRefused" or "source.badCompose")
        {
            return null;
        }
    }
}
