using PipelineDeploy.Cli.Output;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class OutputTests
{
    [Theory]
    [InlineData("whoami")]
    [InlineData("apps list")]
    [InlineData("apps create shop")]
    [InlineData("apps show shop")]
    [InlineData("status")]
    [InlineData("status -a shop")]
    [InlineData("runs list")]
    [InlineData("runs show 12")]
    [InlineData("runs show -a shop")]
    [InlineData("runs logs 12")]
    [InlineData("runs logs 12 --step build --from 5 --limit 2")]
    [InlineData("runs cancel 12")]
    [InlineData("runs watch 12")]
    [InlineData("logs -a shop")]
    [InlineData("settings list -a shop")]
    [InlineData("settings set waitToRetire=10s -a shop")]
    [InlineData("settings unset waitToRetire -a shop")]
    [InlineData("settings list --global")]
    [InlineData("settings set --global keepImages=3")]
    [InlineData("settings unset --global keepImages")]
    [InlineData("runs override 12 --reason fire")]
    [InlineData("schedules list -a shop")]
    [InlineData("schedules create nightly --cron @daily -a shop")]
    [InlineData("schedules change nightly --enabled false -a shop")]
    [InlineData("schedules delete nightly -a shop")]
    [InlineData("windows list")]
    [InlineData("windows create --days Mon --opens 09:00 --closes 17:00 -a shop")]
    [InlineData("windows delete 3")]
    [InlineData("freezes list")]
    [InlineData("freezes create --for 2h --reason audit --all-apps")]
    [InlineData("freezes delete 3")]
    [InlineData("doctor")]
    [InlineData("nodes")]
    [InlineData("gc --dry-run")]
    [InlineData("sign-in-link")]
    [InlineData("version")]
    [InlineData("api GET /apps")]
    [InlineData("api get /api/v1/apps")]
    public async Task With_json_every_command_puts_one_json_document_on_standard_output(string commandLine)
    {
        await using var cli = await StartAsync();

        var result = await cli.RunAsync($"{commandLine} --json");

        result.ExitCode.ShouldBe(0);
        _ = result.Json;
        (await cli.RunAsync(commandLine)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Followed_logs_are_one_json_object_a_line()
    {
        await using var cli = await StartAsync();

        (await cli.RunAsync("logs -a shop -f --json")).Stdout.ShouldBe("{\"container\":\"shop-blue\",\"stream\":\"stdout\",\"text\":\"hello\"}\n");
    }

    [Fact]
    public async Task A_table_off_a_terminal_is_plain_and_is_not_cut()
    {
        await using var cli = await StartAsync();

        var result = await cli.RunAsync("settings list -a shop");

        result.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        result.Stdout.ShouldContain(new string('d', 300));
    }

    [Fact]
    public async Task A_run_is_shown_with_its_steps_and_its_end()
    {
        await using var cli = await StartAsync();

        (await cli.RunAsync("runs show 12")).Stdout.ShouldBe("✓ build            1.2 s\n· retire           pending\n✓ run 12 of shop succeeded: v3 serves (18.2 s)\n");
    }

    [Fact]
    public async Task A_version_of_this_program_is_told_also_when_the_server_is_down()
    {
        await using var cli = await StartAsync();
        await cli.Server.DisposeAsync();

        var result = await cli.RunAsync("version --json");

        result.ExitCode.ShouldBe(0);
        result.Json.GetProperty("server").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        result.Stderr.ShouldContain("connection refused");
    }

    [Fact]
    public async Task A_page_that_is_not_the_last_says_how_to_get_the_next()
    {
        await using var cli = await StartAsync();

        (await cli.RunAsync("runs list")).Stderr.ShouldBe("There are more: pdeploy runs list --before 12\n");
        (await cli.RunAsync("runs list --quiet")).Stderr.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("plain\ttext", "plain\ttext")]
    [InlineData("\u001b[31mred\u001b[0m", "\u001b[31mred\u001b[0m")]
    [InlineData("\u001b]0;title\u0007", "\uFFFD]0;title\uFFFD")]
    [InlineData("\u001b[2J", "\uFFFD[2J")]
    public void A_terminal_gets_colours_and_nothing_else_that_acts(string text, string shown) => TerminalText.Harmless(text).ShouldBe(shown);

    static async Task<CliRun> StartAsync()
    {
        var cli = await CliRun.StartAsync();
        var setting = new SettingView("waitToRetire", "10s", "app", new string('d', 300));
        var done = Sample.Run("succeeded", null, Sample.Step("build", "succeeded"), Sample.Step("retire", "pending"));
        var schedule = new ScheduleView("shop", "nightly", "@daily", "UTC", "skip", "none", true, "ann", Sample.Noon, Sample.Noon, 12, null);
        var window = new WindowView(3, "shop", ["Mon"], "09:00", "17:00", "UTC");
        var freeze = new FreezeView(3, null, Sample.Noon, Sample.Noon, "audit", "ann");
        cli.Server.On("GET", "/whoami", new WhoAmI("ann", "admin"), WireJson.Default.WhoAmI)
            .On("GET", "/version", new ServerVersion("0.1.0"), WireJson.Default.ServerVersion)
            .On("POST", "/apps", Sample.App(), WireJson.Default.AppView, 201)
            .On("GET", "/apps", new AppPage([Sample.App()], null), WireJson.Default.AppPage)
            .On("GET", "/apps/shop", Sample.App(), WireJson.Default.AppView)
            .On("GET", "/apps/shop/status", Status(), WireJson.Default.StatusView)
            .On("GET", "/apps/shop/settings", [setting], WireJson.Default.IReadOnlyListSettingView)
            .On("PUT", "/apps/shop/settings/waitToRetire", setting, WireJson.Default.SettingView)
            .On("DELETE", "/apps/shop/settings/waitToRetire", setting, WireJson.Default.SettingView)
            .On("GET", "/settings", [setting], WireJson.Default.IReadOnlyListSettingView)
            .On("PUT", "/settings/keepImages", setting, WireJson.Default.SettingView)
            .On("DELETE", "/settings/keepImages", setting, WireJson.Default.SettingView)
            .On("GET", "/runs", new RunPage([Sample.Run("failed")], 12), WireJson.Default.RunPage)
            .On("GET", "/runs/12", done, WireJson.Default.RunView)
            .On("GET", "/runs/12/log", new RunLogPage([Sample.Line(1, "a")], null), WireJson.Default.RunLogPage)
            .On("POST", "/runs/12/cancel", Sample.Run("cancelled"), WireJson.Default.RunView, 202)
            .On("POST", "/runs/12/override", done, WireJson.Default.RunView, 202)
            .On("GET", "/apps/shop/schedules", [schedule], WireJson.Default.IReadOnlyListScheduleView)
            .On("POST", "/apps/shop/schedules", schedule, WireJson.Default.ScheduleView, 201)
            .On("PATCH", "/apps/shop/schedules/nightly", schedule, WireJson.Default.ScheduleView)
            .On("DELETE", "/apps/shop/schedules/nightly", schedule, WireJson.Default.ScheduleView)
            .On("GET", "/windows", [window], WireJson.Default.IReadOnlyListWindowView)
            .On("POST", "/windows", window, WireJson.Default.WindowView, 201)
            .On("DELETE", "/windows/3", window, WireJson.Default.WindowView)
            .On("GET", "/freezes", [freeze], WireJson.Default.IReadOnlyListFreezeView)
            .On("POST", "/freezes", freeze, WireJson.Default.FreezeView, 201)
            .On("DELETE", "/freezes/3", freeze, WireJson.Default.FreezeView)
            .On("GET", "/doctor", [new FindingView("disk", "warning", "4.0 GiB are free", "pdeploy gc")], WireJson.Default.IReadOnlyListFindingView)
            .On("GET", "/nodes", [new NodeView("a-1", "a", "0.1.0", null, 1L << 30, 1L << 32, Sample.Noon, Sample.Noon, false, 2)], WireJson.Default.IReadOnlyListNodeView)
            .On("POST", "/gc", new GarbageView(true, [new GarbageItem("image", "pipelinedeploy/shop:v1", "remove")], 1L << 30), WireJson.Default.GarbageView)
            .On("POST", "/sign-in-links", new SignInLink("http://x/s", Sample.Noon), WireJson.Default.SignInLink, 201)
            .Streams("/runs/12/events", [RecordedServer.End(1, done)])
            .Streams("/apps/shop/logs", [RecordedServer.Event(1, "log", new AppLogLine("shop-blue", "stdout", "hello"), WireJson.Default.AppLogLine)]);
        return cli;
    }

    static StatusView Status() => new(
        Sample.App(), 7, [new ContainerView("shop-blue", "id", "blue", 3, 12, "running", "127.0.0.1:32771", 256, Sample.Noon), new ContainerView("shop-green", "id2", "green", null, null, "created", null, null, null)],
        [new DriftView("drift.containerStopped", "shop-blue does not run", "It is started again.")]);
}
