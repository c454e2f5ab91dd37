using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Pages;

namespace PipelineDeploy.Server.Tests.Pages;

public sealed class OverviewPageTests
{
    [Fact]
    public void Without_an_app_it_says_the_next_commands()
    {
        var page = OverviewPage.Render([], Sample.Now).Whole();

        page.ShouldContain("pdeploy apps create hello");
        page.ShouldContain("pdeploy deploy . -a hello");
    }

    [Fact]
    public void An_app_shows_what_serves_where_and_what_happened_last()
    {
        var page = OverviewPage.Render([Sample.App(latest: Sample.Run("rolledBack", new RunError("checks.failed", "GET /health answered 500", null, null, "check")))], Sample.Now).Whole();

        page.ShouldContain("v4 serves");
        page.ShouldContain("3 h ago");
        page.ShouldContain("href=\"http://shop.localhost:8080\"");
        page.ShouldContain("href=\"/runs/12\"");
        page.ShouldContain("failed, rolled back");
        page.ShouldContain("GET /health answered 500");
    }

    [Fact]
    public void An_app_that_was_never_deployed_says_how()
    {
        var page = OverviewPage.Render([Sample.App(serving: null)], Sample.Now).Whole();

        page.ShouldContain("nothing serves");
        page.ShouldContain("pdeploy deploy . -a shop");
    }

    [Fact]
    public void No_name_becomes_a_tag()
    {
        var page = OverviewPage.Render([Sample.App("<img src=x>", latest: Sample.Run(error: new RunError("x", "<img src=x>", null, null, null)))], Sample.Now);

        PageLayout.Render(page, new PageFrame("<img src=x>", ["<img src=x>"], "/")).ToString().ShouldNotContain("<img");
    }
}
