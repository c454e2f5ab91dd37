using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Repositories;

public sealed class PushInputTests
{
    [Fact]
    public void Options_are_read() =>
        PushOptions.Parse(["wait=false", "pipeline=canary", "no-cache"]).ShouldBe(new PushOptions(IsWaited: false, "canary", IsNoCache: true));

    [Fact]
    public void Without_options_a_push_waits_for_the_apps_own_pipeline() => PushOptions.Parse([]).ShouldBe(new PushOptions());

    [Theory]
    [InlineData("nocache", "push.unknownOption")]
    [InlineData("ci.skip", "push.unknownOption")]
    [InlineData("", "push.unknownOption")]
    [InlineData("Wait=false", "push.unknownOption")]
    [InlineData("wait", "push.badOption")]
    [InlineData("wait=no", "push.badOption")]
    [InlineData("pipeline=", "push.badOption")]
    [InlineData("no-cache=1", "push.badOption")]
    public void Another_option_is_an_error_that_names_those_there_are(string option, string code)
    {
        var error = Should.Throw<UserErrorException>(() => PushOptions.Parse([option])).Error;

        (error.Code, error.Message.Contains($"'{option}'", StringComparison.Ordinal)).ShouldBe((code, true));
        new[] { "wait=false", "pipeline=<name>", "no-cache" }.ShouldAllBe(known => error.Hint!.Contains(known));
    }

    [Fact]
    public void An_option_given_twice_is_an_error() => Should.Throw<UserErrorException>(() => PushOptions.Parse(["wait=true", "wait=false"])).Error.Code.ShouldBe("push.badOption");

    [Fact]
    public void What_cannot_be_shown_of_an_option_is_not() =>
        Should.Throw<UserErrorException>(() => PushOptions.Parse(["\x1b[2J" + new string('x', 1000)])).Error.Message.ShouldBe($"There is no push option '\uFFFD[2J{new string('x', 76)}'");

    [Theory]
    [InlineData("main", "main")]
    [InlineData("  release/2.x   main ", "release/2.x main")]
    [InlineData("main main", "main")]
    public void The_setting_is_one_branch_or_several(string text, string kept) => SettingDefinition.Find("DOKKU_DEPLOY_BRANCH").Normalize(text).ShouldBe(kept);

    [Theory]
    [InlineData("")]
    [InlineData("refs/heads/main")]
    [InlineData("HEAD")]
    [InlineData("-main")]
    [InlineData("a..b")]
    [InlineData("a b c d e f g h i j k")]
    public void What_is_no_branch_is_no_value_of_the_setting(string text) =>
        Should.Throw<UserErrorException>(() => SettingDefinition.Find("deployBranch").Normalize(text)).Error.Code.ShouldBe("setting.badValue");

    [Theory]
    [InlineData("")]
    [InlineData("refs/heads/main")]
    [InlineData("1111111111111111111111111111111111111111 2222222222222222222222222222222222222222 ")]
    [InlineData("1111111111111111111111111111111111111111 22222222222222222222222222222222 refs/heads/main")]
    [InlineData("111111111111111111111111111111111111111G 2222222222222222222222222222222222222222 refs/heads/main")]
    [InlineData("--upload-pack=id 2222222222222222222222222222222222222222 refs/heads/main")]
    public void What_git_would_not_say_is_no_ref(string line) => PushedRef.Parse(line).ShouldBeNull();

    [Fact]
    public void A_name_with_blanks_stays_whole() =>
        PushedRef.Parse("1111111111111111111111111111111111111111 2222222222222222222222222222222222222222 refs/heads/a b")?.Name.ShouldBe("refs/heads/a b");

    [Fact]
    public void A_push_goes_on_its_way_only_after_the_one_that_it_has_seen()
    {
        var tips = new PushedTips();

        using var first = Add("main", "a", seen: null);
        Should.Throw<UserErrorException>(() => Add("main", "b", seen: null)).Error.Code.ShouldBe("push.behind");
        var second = Add("main", "b", seen: "a");
        using var elsewhere = Add("dev", "c", seen: null);

        tips.Newest("shop", "main").ShouldBe("b");
        second.Dispose();
        tips.Newest("shop", "main").ShouldBe("a");
        first.Dispose();
        tips.Newest("shop", "main").ShouldBeNull();

        PushedTip Add(string branch, string commit, string? seen) => tips.Add("shop", branch, commit, seen, Task.CompletedTask);
    }

    [Fact]
    public async Task A_push_waits_for_the_runs_of_those_before_it()
    {
        var tips = new PushedTips();
        using var first = tips.Add("shop", "main", "a", seen: null, Task.CompletedTask);
        using var failed = tips.Add("shop", "main", "b", seen: "a", Task.CompletedTask);
        using var last = tips.Add("shop", "main", "c", seen: "b", Task.CompletedTask);

        first.EarlierBegun.IsCompleted.ShouldBeTrue();
        first.Begin();
        last.EarlierBegun.IsCompleted.ShouldBeFalse();
        failed.Dispose();
        await last.EarlierBegun;
    }

    [Fact]
    public async Task A_branch_is_moved_for_one_push_after_the_other()
    {
        var (tips, over) = (new PushedTips(), new TaskCompletionSource());
        using var first = tips.Add("shop", "main", "a", seen: null, over.Task);
        using var goesOn = tips.Add("shop", "main", "b", seen: "a", new TaskCompletionSource().Task);
        using var last = tips.Add("shop", "main", "c", seen: "b", Task.CompletedTask);

        first.SettlingAsync().IsCompleted.ShouldBeTrue();
        var settling = last.SettlingAsync();
        settling.IsCompleted.ShouldBeFalse();
        over.SetResult();
        await settling;
    }

    [Fact]
    public void A_push_that_is_accepted_is_on_its_way_until_git_has_moved_the_branch()
    {
        var (tips, over) = (new PushedTips(), new TaskCompletionSource());
        var tip = tips.Add("shop", "main", "a", seen: null, over.Task);

        tip.DisposeWhenOver();
        tips.Newest("shop", "main").ShouldBe("a");
        over.SetResult();

        SpinWait.SpinUntil(() => tips.Newest("shop", "main") is null, TimeSpan.FromSeconds(20)).ShouldBeTrue();
    }
}
