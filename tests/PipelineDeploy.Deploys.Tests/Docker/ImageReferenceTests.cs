using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Docker;

public sealed class ImageReferenceTests
{
    const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("shop", "shop:latest")]
    [InlineData("team/shop:v3", "team/shop:v3")]
    [InlineData("registry.example.com:5000/team/shop", "registry.example.com:5000/team/shop:latest")]
    [InlineData("localhost/shop_a.b--c:V_3.1-x", "localhost/shop_a.b--c:V_3.1-x")]
    [InlineData("shop@" + Digest, "shop@" + Digest)]
    [InlineData("shop:v3@" + Digest, "shop:v3@" + Digest)]
    [InlineData(Digest, Digest)]
    public void A_name_without_a_tag_is_that_of_the_latest(string text, string expected) => ImageReference.Parse(text).Text.ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("Shop")]
    [InlineData("-shop")]
    [InlineData("shop:")]
    [InlineData("shop:a b")]
    [InlineData("shop\n")]
    [InlineData("../shop")]
    [InlineData("team//shop")]
    [InlineData("shop@sha256:12")]
    [InlineData("shop?tag=x")]
    [InlineData("http://registry/shop")]
    public void What_is_no_name_is_refused(string text) =>
        Should.Throw<UserErrorException>(() => ImageReference.Parse(text)).Error.Code.ShouldBe("image.badReference");
}
