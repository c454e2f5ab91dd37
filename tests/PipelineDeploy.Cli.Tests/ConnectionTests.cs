using PipelineDeploy.Cli.Connecting;

namespace PipelineDeploy.Cli.Tests;

public sealed class ConnectionTests
{
    static readonly UserFile User = UserFile.Empty.With(new Uri("http://user.test"), "user-token");

    [Fact]
    public void A_flag_beats_the_environment_which_beats_the_folder_which_beats_the_user()
    {
        var flags = new ConnectionFlags("http://flag.test", "flag-file", "flag-app");
        var environment = Environment(("PDEPLOY_SERVER", "http://env.test"), ("PDEPLOY_TOKEN", "env-token"), ("PDEPLOY_APP", "env-app"));
        var folder = new FolderFile("http://folder.test", "folder-app");

        Resolve(flags, environment, folder).ShouldBe(new Connection(new Uri("http://flag.test"), "from flag-file", "flag-app"));
        Resolve(new(), environment, folder).ShouldBe(new Connection(new Uri("http://env.test"), "env-token", "env-app"));
        Resolve(new(), Environment(("PDEPLOY_TOKEN_FILE", "env-file")), folder)
            .ShouldBe(new Connection(new Uri("http://folder.test"), "from env-file", "folder-app"));
        Resolve(new(), Environment(), new FolderFile()).ShouldBe(new Connection(new Uri("http://user.test"), "user-token", null));
    }

    [Fact]
    public void Nobody_saying_anything_means_this_machine() =>
        Connection.Resolve(new(), Environment(), new FolderFile(), UserFile.Empty, _ => "").Server.ShouldBe(new Uri("http://127.0.0.1:7070"));

    [Fact]
    public void A_stored_token_goes_to_no_other_server_than_its_own() =>
        Resolve(new(), Environment(), new FolderFile("http://evil.test")).Token.ShouldBeNull();

    [Theory]
    [InlineData("https://deploy.example.com/", "https://deploy.example.com/")]
    [InlineData("deploy.example.com", "https://deploy.example.com/")]
    [InlineData("localhost:7070", "http://localhost:7070/")]
    [InlineData("127.0.0.1:7070", "http://127.0.0.1:7070/")]
    [InlineData("http://x.test/deploy/", "http://x.test/deploy")]
    public void Addresses_are_understood_as_people_write_them(string text, string address) =>
        Connection.ParseServer(text).ToString().ShouldBe(address);

    [Theory]
    [InlineData("")]
    [InlineData("ftp://x")]
    [InlineData("http://user:secret@x")]
    [InlineData("http://x?y")]
    public void What_is_no_address_is_refused(string text) => Should.Throw<CliException>(() => Connection.ParseServer(text)).ExitCode.ShouldBe(2);

    [Theory]
    [InlineData("", null, null)]
    [InlineData("# nothing\n", null, null)]
    [InlineData("app: shop\nserver: http://x\nother: [1]\n", "shop", "http://x")]
    public void The_folder_file_says_server_and_app(string yaml, string? app, string? server) =>
        FolderFile.Parse(yaml, "f").ShouldBe(new FolderFile(server, app));

    [Theory]
    [InlineData("- a\n")]
    [InlineData("app: [a]\n")]
    [InlineData("app: {\n")]
    public void A_folder_file_that_says_something_else_is_a_usage_error(string yaml) =>
        Should.Throw<CliException>(() => FolderFile.Parse(yaml, "f")).ExitCode.ShouldBe(2);

    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("0.5s", 0.5)]
    [InlineData("250ms", 0.25)]
    public void Durations_are_understood(string text, double seconds) => Duration.Parse(text).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("0")]
    [InlineData("-1s")]
    [InlineData("1d")]
    [InlineData("1m30")]
    [InlineData("99999999h")]
    public void What_is_no_duration_is_none(string text) => Duration.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData(1.23, "1.2 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(3780, "1 h 3 min")]
    public void Durations_are_written(double seconds, string text) => Duration.Text(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    static Connection Resolve(ConnectionFlags flags, CliEnvironment environment, FolderFile folder) =>
        Connection.Resolve(flags, environment, folder, User, path => $"from {path}");

    static CliEnvironment Environment(params (string Name, string Value)[] variables) =>
        new(variables.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal), "/");
}
