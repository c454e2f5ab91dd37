using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Tests;

public sealed class ChecksTests
{
    static readonly CheckPlanView Plan = new(
        "CHECKS", "CHECKS: 1 request, 5 attempts", [new(null, [new("http://localhost/health", "\"ok\"")], 5, 5, 30, 5, null)], ["CHECKS line 1: odd"]);

    [Fact]
    public async Task Mistakes_are_told_as_compilers_do()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("CHECKS", "WAIT=abc\nwait=1\n");
        cli.Server.On(
            "POST", "/checks/validate",
            new ChecksValidation(false, null,
            [
                new(1, null, "checks.badSetting", "CHECKS line 1: WAIT must be a duration", "Write seconds.", "error"),
                new(2, null, "checks.odd", "CHECKS line 2: wait is not a setting", null, "warning"),
            ]),
            WireJson.Default.ChecksValidation);

        var result = await cli.RunAsync("checks validate");

        result.ExitCode.ShouldBe(2);
        result.Stdout.ShouldBe("CHECKS(1): error: CHECKS line 1: WAIT must be a duration Write seconds.\nCHECKS(2): warning: CHECKS line 2: wait is not a setting\n");
    }

    [Fact]
    public async Task A_sound_file_is_answered_with_what_it_asks_and_each_warning_once()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On(
            "POST", "/checks/validate", new ChecksValidation(true, Plan, [new(1, null, "checks.odd", "CHECKS line 1: odd", null, "warning")]), WireJson.Default.ChecksValidation);

        var result = await cli.RunAsync("checks:validate -", stdin: "/health ok");

        result.ExitCode.ShouldBe(0);
        result.Stdout.ShouldBe("-(1): warning: CHECKS line 1: odd\nCHECKS: 1 request, 5 attempts\n        http://localhost/health => \"ok\"\n");
    }

    [Theory]
    [InlineData("checks validate", "pdeploy: Cannot read CHECKS: ")]
    [InlineData("checks validate app.json", "pdeploy: Cannot read app.json: ")]
    [InlineData("checks validate large", "pdeploy: large is too large to hold checks.")]
    [InlineData("checks run shop --file nope", "pdeploy: Cannot read nope: ")]
    [InlineData("checks run", "pdeploy: Which app?")]
    public async Task What_is_missing_is_named_before_the_server_is_asked(string commandLine, string expected)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("large", new string('x', 2_000_000));

        var result = await cli.RunAsync(commandLine);

        result.ExitCode.ShouldBe(2);
        result.OneLine.ShouldStartWith(expected);
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("checks run shop", true, 0)]
    [InlineData("checks:run shop", false, 1)]
    [InlineData("checks run -a shop --file -", false, 1)]
    public async Task What_serves_is_asked_and_the_exit_code_says_whether_all_passed(string commandLine, bool passes, int exitCode)
    {
        await using var cli = await CliRun.StartAsync();
        var check = new AskedCheckView("http://localhost/health", "\"ok\"", passes, passes ? "answered 200 OK" : "answered 500", passes ? 200 : 500, 12.34, passes ? null : "boom\r\nbang\n", null);
        cli.Server.On("POST", "/apps/shop/checks/run", new ChecksReport("shop", 3, "shop-blue", passes, Plan with { Warnings = [] }, [check]), WireJson.Default.ChecksReport);

        var result = await cli.RunAsync(commandLine, stdin: "/health ok");

        result.ExitCode.ShouldBe(exitCode);
        result.Stdout.ShouldBe("CHECKS: 1 request, 5 attempts\n        http://localhost/health => \"ok\"\n" + (passes
            ? "passed  http://localhost/health => \"ok\": answered 200 OK, 12.3 ms\n"
            : "FAILED  http://localhost/health => \"ok\": answered 500, 12.3 ms\n        boom\n        bang\n"));
        result.Stderr.ShouldContain("shop-blue of shop v3 was asked");
    }

    [Fact]
    public async Task An_app_that_serves_nothing_is_a_conflict()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.Refuses("POST", "/apps/shop/checks/run", 409, "checks.nothingServes", "Nothing of shop serves", "Deploy it.");

        var result = await cli.RunAsync("checks run shop");

        (result.ExitCode, result.OneLine).ShouldBe((5, "pdeploy: Nothing of shop serves. Deploy it."));
    }
}
