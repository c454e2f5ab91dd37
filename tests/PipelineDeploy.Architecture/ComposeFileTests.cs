using YamlDotNet.RepresentationModel;

namespace PipelineDeploy.Architecture;

/// <summary>What docker-compose.yml promises; nothing here can pull images and run it.</summary>
public sealed class ComposeFileTests
{
    readonly YamlMappingNode file = Load();

    [Fact]
    public void No_service_publishes_a_port()
    {
        Services().ShouldAllBe(service => !service.Value.Children.ContainsKey("ports"));
    }

    [Fact]
    public void The_database_has_no_network_at_all()
    {
        Text(Service("postgres"), "network_mode").ShouldBe("none");
    }

    [Fact]
    public void Only_the_server_gets_the_socket_of_Docker()
    {
        var withSocket = Services().Where(service => Texts(service.Value, "volumes").Any(volume => volume.Contains("docker.sock", StringComparison.Ordinal)));

        withSocket.Select(service => service.Key).ShouldBe(["pipelinedeploy"]);
    }

    [Fact]
    public void Secrets_come_from_files()
    {
        var environment = Services().SelectMany(service => Environment(service.Value)).ToList();

        environment.ShouldContain(variable => variable.Key.EndsWith("PASSWORD_FILE", StringComparison.Ordinal));
        environment.ShouldAllBe(variable => !variable.Key.EndsWith("PASSWORD", StringComparison.Ordinal));
        environment.ShouldAllBe(variable => !variable.Value.Contains("Password=", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_page_listens_on_loopback()
    {
        Environment(Service("pipelinedeploy"))["PIPELINEDEPLOY_LISTEN"].ShouldBe("http://127.0.0.1:7070");
    }

    [Fact]
    public void Every_service_comes_back_and_tells_its_health()
    {
        var dockerfile = File.ReadAllText(Repository.PathOf("Dockerfile"));

        dockerfile.ShouldContain("HEALTHCHECK");
        foreach (var (name, service) in Services())
        {
            Text(service, "restart").ShouldBe("unless-stopped", name);
            (name == "pipelinedeploy" || service.Children.ContainsKey("healthcheck")).ShouldBeTrue(name);
        }
    }

    [Fact]
    public void The_server_and_the_router_share_a_user_because_the_sockets_are_open_to_their_owner_only()
    {
        var users = File.ReadLines(Repository.PathOf("Dockerfile")).Where(line => line.StartsWith("USER ", StringComparison.Ordinal) && line != "USER root");

        users.ShouldBe(["USER 10001:10001", "USER 10001:10001"]);
    }

    static YamlMappingNode Load()
    {
        using var reader = new StreamReader(Repository.PathOf("docker-compose.yml"));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    Dictionary<string, YamlMappingNode> Services() => ((YamlMappingNode)file["services"]).Children
        .ToDictionary(pair => pair.Key.ToString(), pair => (YamlMappingNode)pair.Value, StringComparer.Ordinal);

    YamlMappingNode Service(string name) => Services()[name];

    static string Text(YamlMappingNode service, string name) => service.Children.TryGetValue(name, out var value) ? value.ToString() : "";

    static IEnumerable<string> Texts(YamlMappingNode service, string name) =>
        service.Children.TryGetValue(name, out var value) ? ((YamlSequenceNode)value).Select(item => item.ToString()) : [];

    static Dictionary<string, string> Environment(YamlMappingNode service) =>
        service.Children.TryGetValue("environment", out var value)
            ? ((YamlMappingNode)value).Children.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString(), StringComparer.Ordinal)
            : [];
}
