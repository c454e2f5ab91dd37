using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Containers;

public sealed class HostPathsTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("pdt-host-").FullName;

    public HostPathsTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "media", "new"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "media", "out"), "/etc");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("/media")]
    [InlineData("/media/new")]
    public void What_the_server_allows_and_what_is_in_it_may_be_mounted(string below) => Mount(_root + below);

    [Theory]
    [InlineData("/etc")]
    [InlineData("/var/run/docker.sock")]
    public void Nothing_else_may_and_the_error_says_what_may(string path) =>
        Refused(path, "volumes.hostPathRefused").Hint!.ShouldContain(_root);

    [Fact]
    public void A_folder_whose_name_only_begins_the_same_is_another_one() => Refused(_root + "-secret", "volumes.hostPathRefused");

    [Theory]
    [InlineData("/media/out")]
    [InlineData("/media/out/ssl")]
    public void A_link_that_an_app_may_have_made_leads_nowhere(string below) =>
        Refused(_root + below, "volumes.hostPathRefused").Message.ShouldContain("media/out is a symbolic link");

    [Fact]
    public void A_path_that_is_not_there_is_told_before_Docker_would() => Refused(_root + "/nothing", "volumes.hostPathMissing");

    [Fact]
    public void Of_what_the_server_cannot_see_only_what_is_named_itself_may_be_mounted()
    {
        var hidden = HostPaths.Parse("/pdt-not-here");

        hidden.RequireAll(ContainerMount.ParseAll("/pdt-not-here:/data"));
        Should.Throw<UserErrorException>(() => hidden.RequireAll(ContainerMount.ParseAll("/pdt-not-here/below:/data"))).Error.Message.ShouldContain("does not see");
    }

    [Fact]
    public void Without_any_the_hint_is_a_volume_with_a_name() =>
        Should.Throw<UserErrorException>(() => ContainerShape.Of(new JsonObject { ["volumes"] = "/srv:/srv" }, HostPaths.None)).Error.Hint!.ShouldContain("data:/data");

    [Theory]
    [InlineData("/")]
    [InlineData("srv/data")]
    [InlineData("/srv/..")]
    [InlineData("/srv,/data/")]
    public void A_server_that_would_allow_something_unclear_does_not_start(string text) =>
        Should.Throw<UserErrorException>(() => HostPaths.Parse(text)).Error.Message.ShouldContain(HostPaths.Variable);

    void Mount(string path) => HostPaths.Parse($"/nowhere,{_root}").RequireAll(ContainerMount.ParseAll($"{path}:/data"));

    UserError Refused(string path, string code)
    {
        var error = Should.Throw<UserErrorException>(() => Mount(path)).Error;
        error.Code.ShouldBe(code);
        return error;
    }
}
