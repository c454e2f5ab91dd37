using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class LoginTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_login_is_remembered_for_its_owner_only_and_forgotten_by_logout(bool byFile)
    {
        await using var cli = await StartAsync();
        var file = byFile ? $" --token-file {cli.Write("token.txt", $"{RecordedServer.Token}\n")}" : "";

        var login = await cli.RunAsync($"login {cli.Server.Address}{file}", byFile ? "" : $"{RecordedServer.Token}\n");

        login.Stdout.ShouldBe($"ann (admin) at {cli.Server.Address.ToString().TrimEnd('/')}\n");
        File.GetUnixFileMode(cli.UserFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await cli.RunAsync("whoami")).ExitCode.ShouldBe(0);
        (await cli.RunAsync("logout")).ExitCode.ShouldBe(0);
        (await cli.RunAsync("whoami")).ExitCode.ShouldBe(3);
        (await File.ReadAllTextAsync(cli.UserFile)).ShouldNotContain(RecordedServer.Token);
    }

    [Fact]
    public async Task A_wrong_token_is_not_remembered()
    {
        await using var cli = await StartAsync();

        var login = await cli.RunAsync($"login {cli.Server.Address}", "wrong\n");

        login.ExitCode.ShouldBe(3);
        login.OneLine.ShouldStartWith("pdeploy: The token is not valid.");
        File.Exists(cli.UserFile).ShouldBeFalse();
    }

    static async Task<CliRun> StartAsync()
    {
        var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/whoami", new WhoAmI("ann", "admin"), WireJson.Default.WhoAmI);
        return cli.With("PDEPLOY_SERVER", null).With("PDEPLOY_TOKEN", null);
    }
}
