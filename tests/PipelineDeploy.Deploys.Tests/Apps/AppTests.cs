using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Apps;

public sealed class AppTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("shop")]
    [InlineData("shop-staging-2")]
    [InlineData("0ad")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123")]
    public void A_plain_name_is_taken(string name) => App.Create(name, null, default).Name.ShouldBe(name);

    [Theory]
    [InlineData("")]
    [InlineData("Shop")]
    [InlineData("-shop")]
    [InlineData("shop-")]
    [InlineData("shop_1")]
    [InlineData("shöp")]
    [InlineData("shop\n")]
    [InlineData("../etc")]
    [InlineData("shop;reboot")]
    [InlineData("$(reboot)")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void Any_other_name_is_refused(string name) =>
        Should.Throw<UserErrorException>(() => App.Create(name, null, default)).Error.Code.ShouldBe("app.badName");

    [Fact]
    public void Without_domains_an_app_answers_to_its_name_on_this_machine() => App.Create("shop", [], default).Domains.ShouldBe(["shop.localhost"]);

    [Fact]
    public void Domains_are_lower_case_and_not_repeated() =>
        App.Create("shop", ["Shop.Example.com", "shop.example.com ", "www.example.com"], default).Domains.ShouldBe(["shop.example.com", "www.example.com"]);

    [Theory]
    [InlineData("http://shop.example.com")]
    [InlineData("shop.example.com:80")]
    [InlineData("*.example.com")]
    [InlineData("shop example.com")]
    [InlineData("shop.example.com\n  server evil 10.0.0.1:80")]
    [InlineData("")]
    [InlineData(".")]
    public void Anything_but_a_host_name_is_no_domain(string domain) =>
        Should.Throw<UserErrorException>(() => App.Create("shop", [domain], default)).Error.Code.ShouldBe("app.badDomain");
}
