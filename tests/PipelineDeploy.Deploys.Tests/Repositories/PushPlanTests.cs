using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Repositories;

public sealed class PushPlanTests
{
    const string Nothing = "0000000000000000000000000000000000000000";
    const string One = "1111111111111111111111111111111111111111";
    const string Two = "2222222222222222222222222222222222222222";

    static readonly string[] Usual = ["main", "master"];

    [Fact]
    public void The_branch_that_deploys_does_so_without_a_word_of_the_plan()
    {
        var plan = Plan([new(One, Two, "refs/heads/main")], "main");

        (plan.Deploy?.Branch, plan.Lines.Count).ShouldBe(("main", 0));
    }

    [Theory]
    [InlineData("main", "master", "main")]
    [InlineData("master", "", "master")]
    [InlineData("master", "main", null)]
    [InlineData("main", "", "main")]
    [InlineData("dev", "", null)]
    [InlineData("Main", "", null)]
    public void Without_a_setting_main_deploys_and_master_where_there_is_no_main(string pushed, string there, string? deploys) =>
        Plan([new(Nothing, One, $"refs/heads/{pushed}")], there.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Deploy?.Branch.ShouldBe(deploys);

    [Fact]
    public void Main_and_master_in_one_push_deploy_main_once()
    {
        var plan = Plan([new(Nothing, One, "refs/heads/master"), new(Nothing, Two, "refs/heads/main")]);

        plan.Deploy?.Name.ShouldBe("refs/heads/main");
        plan.Lines.ShouldBe(["-----> Branch master is kept; it deploys nothing"]);
    }

    [Fact]
    public void Another_branch_is_kept_and_told_how_it_would_deploy()
    {
        var plan = Plan([new(Nothing, One, "refs/heads/dev")], "main");

        plan.Deploy.ShouldBeNull();
        plan.Lines.ShouldBe(["-----> Branch dev is kept; it deploys nothing", "       shop is deployed by its branch main: git push <remote> dev:main"]);
    }

    [Fact]
    public void Tags_and_deletions_are_told_one_by_one()
    {
        var plan = Plan([new(Nothing, One, "refs/tags/v1"), new(One, Nothing, "refs/heads/dev"), new(One, Nothing, "refs/tags/v0")], "main", "dev");

        plan.Deploy.ShouldBeNull();
        plan.Lines.ShouldBe([
            "-----> Tag v1 is kept; it deploys nothing", "       shop is deployed by its branch main",
            "-----> Branch dev is deleted; shop serves on as it is", "-----> Tag v0 is deleted; shop serves on as it is",
        ]);
    }

    [Fact]
    public void The_branch_that_deploys_is_not_deleted() =>
        Refusal([new(One, Nothing, "refs/heads/master")], "master").Code.ShouldBe("push.deletesDeployBranch");

    [Theory]
    [InlineData("refs/heads/-x")]
    [InlineData("refs/heads/--upload-pack=id")]
    [InlineData("refs/heads/a..b")]
    [InlineData("refs/heads/a b")]
    [InlineData("refs/heads/a~1")]
    [InlineData("refs/heads/a:b")]
    [InlineData("refs/heads/../../hooks/pre-receive")]
    [InlineData("refs/heads/.hidden")]
    [InlineData("refs/heads/x.lock")]
    [InlineData("refs/heads/@{-1}")]
    [InlineData("refs/heads/")]
    [InlineData("refs/tags/+x")]
    [InlineData("refs/notes/commits")]
    [InlineData("refs/pull/1/head")]
    [InlineData("HEAD")]
    [InlineData("main")]
    public void What_is_no_plain_branch_or_tag_refuses_the_whole_push(string name)
    {
        var error = Refusal([new(Nothing, One, "refs/heads/main"), new(Nothing, One, name)]);

        (error.Code, error.Message.Contains($"'{name}'", StringComparison.Ordinal)).ShouldBe(("push.badRef", true));
    }

    [Theory]
    [InlineData("$(id)")]
    [InlineData("`id`")]
    [InlineData("a;id")]
    [InlineData("a|b&c")]
    [InlineData("feature/überweisung")]
    public void Signs_that_only_a_shell_would_mind_are_names_like_others(string name) =>
        Plan([new(Nothing, One, $"refs/heads/{name}")], "main").Lines[0].ShouldContain(name);

    static PushPlan Plan(IReadOnlyList<PushedRef> refs, params string[] branches) => PushPlan.Of("shop", refs, Usual, branches.ToHashSet());

    static UserError Refusal(IReadOnlyList<PushedRef> refs, params string[] branches) => Should.Throw<UserErrorException>(() => Plan(refs, branches)).Error;
}
