using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Pages;
using AppPage = PipelineDeploy.Server.Pages.AppPage;

namespace PipelineDeploy.Server.Tests.Pages;

public sealed class AppPageTests
{
    [Fact]
    public void What_is_not_as_it_should_be_is_told_first_and_harmlessly()
    {
        var drift = new DriftView("drift.containerGone", "The container that serves v3 of <b>shop</b> is gone", "Deploy again");

        var page = AppPage.Render(new AppFacts(Sample.App(), [], [], [], [drift]), Sample.Now).Whole();

        page.ShouldContain("""role="alert">""");
        page.ShouldContain("v3 of &lt;b&gt;shop&lt;/b&gt; is gone. Deploy again");
    }

    [Fact]
    public void Containers_show_slot_release_state_address_and_share_of_the_traffic()
    {
        var page = Render(containers: [Container("shop-blue", "blue", 75), Container("shop-next", "blue", 25), Container("shop-green", "green", null)]);

        page.ShouldContain("shop-blue");
        page.ShouldContain("127.0.0.1:32768");
        page.ShouldContain("<span class=\"dot green\" aria-hidden=\"true\"></span>green");
        page.ShouldContain("75 % <span class=\"dim\">weight 75</span>");
        page.ShouldContain("<span class=\"dim\">none</span>");
    }

    [Fact]
    public void Without_Docker_it_says_so_and_shows_the_rest()
    {
        var page = AppPage.Render(new AppFacts(Sample.App(), null, [new SettingView("waitToRetire", "60s", "default", "Time.")], [Sample.Run()]), Sample.Now).Whole();

        page.ShouldContain("Docker does not answer");
        page.ShouldContain("waitToRetire");
        page.ShouldContain("Run 12");
    }

    [Fact]
    public void A_setting_shows_its_value_and_where_it_comes_from()
    {
        var page = Render(settings: [new SettingView("waitToRetire", "10s", "app", "Time."), new SettingView("port", "", "default", "Port.")]);

        page.ShouldContain("<code>10s</code></td><td><strong>app</strong>");
        page.ShouldContain("<span class=\"dim\">empty</span></td><td><span class=\"dim\">default</span>");
    }

    [Fact]
    public void Without_a_run_it_says_the_next_command() => Render().ShouldContain("pdeploy deploy . -a shop");

    [Fact]
    public void Its_place_in_the_navigation_is_marked() => Render().ShouldContain("<a href=\"/apps/shop\" aria-current=\"page\">shop</a>");

    static string Render(IReadOnlyList<ContainerView>? containers = null, IReadOnlyList<SettingView>? settings = null) =>
        AppPage.Render(new AppFacts(Sample.App(), containers ?? [], settings ?? [], []), Sample.Now).Whole();

    static ContainerView Container(string name, string slot, int? weight) =>
        new(name, "0123456789ab", slot, 4, 11, "running", "127.0.0.1:32768", weight, Sample.Now);
}
