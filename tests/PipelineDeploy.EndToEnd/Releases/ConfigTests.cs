using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Releases;

[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class ConfigTests(DeployStack stack)
{
    [Fact]
    public async Task A_change_becomes_a_release_of_the_same_image_without_a_build_and_without_a_lost_request()
    {
        var app = await stack.NewAppAsync("config");
        await stack.DeployEnvAsync(app, "v1");
        var file = Path.Combine(stack.Source("hello"), ".env");
        await File.WriteAllTextAsync(file, "# as dokku writes it\nexport MODE='from a file'\nMORE=\"x\"\n");

        await using var visitor = new Visitor(app, stack.RouterPort);
        var (exitCode, output, errors) = await stack.CliAsync("config", "import", file, "-a", app);

        exitCode.ShouldBe(0, output + errors);
        output.ShouldContain("MODE of ");
        (await stack.AskEnvAsync(app)).ShouldBe("v1 from a file x");
        (await visitor.LeaveAsync()).Failed.ShouldBe(0);
        var page = (await stack.Client.ListReleasesAsync(app)).Items;
        page.Select(release => (release.Number, release.Serves, release.From)).ShouldBe([(2, true, new ReleaseOrigin(app, 1)), (1, false, null)]);
        page[0].Image.ShouldBe(page[1].Image);
        (await stack.Client.GetReleaseAsync(app, 2)).Variables.ShouldBe(["MODE", "MORE"]);
        (await stack.Client.GetRunAsync(page[0].Run!.Value)).Steps.Select(step => step.Uses).ShouldBe(["release", "start", "check", "switch", "wait", "retire"]);
    }

    [Fact]
    public async Task Without_a_restart_the_next_deploy_takes_the_change_along()
    {
        var app = await stack.NewAppAsync("later");
        await stack.DeployEnvAsync(app, "v1");

        (await stack.Client.ChangeConfigAsync(app, new ChangeConfig(new Dictionary<string, string> { ["MODE"] = "new" }, NoRestart: true))).Run.ShouldBeNull();

        (await stack.AskEnvAsync(app)).ShouldBe("v1");
        await stack.DeployEnvAsync(app, "v2");
        (await stack.AskEnvAsync(app)).ShouldBe("v2 new");
    }

    [Fact]
    public async Task Of_changes_in_a_row_the_first_run_takes_all_and_the_others_find_nothing_to_do()
    {
        var app = await stack.NewAppAsync("row");
        await stack.DeployEnvAsync(app, "v1");
        var deploy = await stack.BeginDeployAsync(app, stack.Version("v2", "WAIT=3\n/health ok\n"));
        await stack.SeeStepAsync(deploy, "check", "waiting");

        var first = (await ChangeAsync(app, "MODE", "1")).Run.ShouldNotBeNull();
        var second = (await ChangeAsync(app, "MORE", "2")).Run.ShouldNotBeNull();

        (await stack.EndOfAsync(deploy)).State.ShouldBe("succeeded");
        var (one, two) = (await stack.EndOfAsync(first), await stack.EndOfAsync(second));
        (one.State, one.Release, two.State, two.Release).ShouldBe(("succeeded", 3, "succeeded", null));
        two.Steps.Where(step => step.State == "succeeded").Select(step => step.Id).ShouldBe(["release"]);
        (await stack.Client.GetReleaseAsync(app, 3)).Variables.ShouldBe(["MODE", "MORE"]);
    }

    [Fact]
    public async Task An_app_that_serves_nothing_and_a_change_that_changes_nothing_start_no_run()
    {
        var app = await stack.NewAppAsync("quiet");
        (await ChangeAsync(app, "MODE", "1")).Run.ShouldBeNull();
        await stack.DeployEnvAsync(app, "v1");

        (await ChangeAsync(app, "MODE", "1")).Run.ShouldBeNull();
        (await ChangeAsync(app, "DOKKU_CHECKS_WAIT", "1")).Run.ShouldBeNull();

        (await stack.AskEnvAsync(app)).ShouldBe("v1 1");
    }

    [Fact]
    public async Task What_serves_after_a_change_of_the_config_can_still_be_deployed_again_from_its_source()
    {
        var app = await stack.NewAppAsync("again");
        await stack.DeployEnvAsync(app, "v1");
        await stack.EndOfAsync((await ChangeAsync(app, "MODE", "1")).Run.ShouldNotBeNull());
        await stack.Client.CreateScheduleAsync(app, new CreateSchedule("now", "* * * * *"));

        var schedule = await TestKit.Eventually.SeeAsync(
            async () => (await stack.Client.ListSchedulesAsync(app)).Single(), seen => seen.LastFiredAt is not null, "the schedule fires", TimeSpan.FromSeconds(90));

        await stack.Client.DeleteScheduleAsync(app, "now");
        schedule.LastError.ShouldBeNull();
        var run = await stack.EndOfAsync(await stack.Client.GetRunAsync(schedule.LastRun.ShouldNotBeNull()));
        (run.State, run.Pipeline).ShouldBe(("succeeded", "blue-green"));
        (await stack.AskEnvAsync(app)).ShouldBe("v1 1");
    }

    [Fact]
    public async Task A_value_that_the_app_prints_in_any_form_is_in_no_log_no_answer_and_no_table()
    {
        const string Secret = "sw0rdfish/+?&=x";
        string[] forms = [Secret, Convert.ToBase64String("sw0rdfish/+?&=x"u8.ToArray())[..19], Uri.EscapeDataString(Secret)];
        var app = await stack.NewAppAsync("masked");
        await ChangeAsync(app, "KEY", Secret);
        var script = $"#!/bin/sh\necho \"plain $KEY\"\nprintf %s \"$KEY\" | base64\necho 'url {forms[2]}'\nexit 3\n";
        var folder = stack.Source("hello", ("serve", script));
        File.SetUnixFileMode(Path.Combine(folder, "serve"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        var run = await stack.DeployAsync(app, folder);

        run.State.ShouldBe("rolledBack");
        var log = await stack.LogOfAsync(run);
        log.ShouldContain("plain ***");
        log.ShouldContain("url ***");
        var answers = System.Text.Json.JsonSerializer.Serialize(run) + System.Text.Json.JsonSerializer.Serialize(await stack.Client.ListConfigAsync(app)) + log;
        foreach (var form in forms)
        {
            answers.ShouldNotContain(form);
            (await stack.Database.FindTextAsync(form)).ShouldBeEmpty(form);
            (stack.Server.Process.Output + stack.Server.Process.Errors).ShouldNotContain(form);
        }
    }

    Task<ConfigChangeView> ChangeAsync(string app, string name, string value) =>
        stack.Client.ChangeConfigAsync(app, new ChangeConfig(new Dictionary<string, string> { [name] = value }));
}
