using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Domains;

public sealed class DomainNameTests
{
    [Theory]
    [InlineData("shop.example.com", "shop.example.com")]
    [InlineData("  SHOP.Example.COM ", "shop.example.com")]
    [InlineData("localhost", "localhost")]
    [InlineData("a-b.3com.example", "a-b.3com.example")]
    [InlineData("10.0.0.5", "10.0.0.5")]
    [InlineData("shöp.example", "xn--shp-tna.example")]
    [InlineData("SHÖP.example", "xn--shp-tna.example")]
    [InlineData("例え.jp", "xn--r8jz45g.jp")]
    [InlineData("xn--shp-tna.example", "xn--shp-tna.example")]
    public void A_host_name_is_kept_in_lower_case_and_in_ASCII(string typed, string kept) => DomainName.Parse(typed).ShouldBe(kept);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("http://shop.example")]
    [InlineData("shop.example:80")]
    [InlineData("shop.example/")]
    [InlineData("*.example")]
    [InlineData("-shop.example")]
    [InlineData("shop-.example")]
    [InlineData("shop_1.example")]
    [InlineData("shöp_1.example")]
    [InlineData("shop..example")]
    [InlineData("shop.example.")]
    [InlineData(".example")]
    [InlineData("shop example")]
    [InlineData("shop.example\nbind *:80")]
    [InlineData("shop.example\0")]
    [InlineData("xn--99999999999999.example")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890abcd.example")]
    public void What_is_no_host_name_is_refused_with_what_to_write(string typed)
    {
        var error = Should.Throw<UserErrorException>(() => DomainName.Parse(typed)).Error;

        error.Code.ShouldBe("app.badDomain");
        error.Message.ShouldBe($"'{typed}' is not a host name");
        error.Hint.ShouldNotBeNull().ShouldContain("shop.example.com");
    }

    [Fact]
    public void A_name_may_have_253_characters_and_no_more()
    {
        var longest = string.Join('.', Enumerable.Repeat("abcdefg", 31)) + ".abcde";

        DomainName.Parse(longest).Length.ShouldBe(253);
        Should.Throw<UserErrorException>(() => DomainName.Parse(longest + "f"));
    }

    [Fact]
    public void One_that_is_named_twice_is_one() => DomainName.ParseAll(["a.example", "A.example", "b.example"]).ShouldBe(["a.example", "b.example"]);
}
