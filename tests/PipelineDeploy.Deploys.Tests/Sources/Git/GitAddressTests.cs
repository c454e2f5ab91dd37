using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.TestKit.Git;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources.Git;

public sealed class GitAddressTests
{
    [Theory]
    [InlineData("https://git.example.com/team/shop.git", "https", "git.example.com")]
    [InlineData("https://Git.Example.com:8443/shop", "https", "git.example.com:8443")]
    [InlineData("https://git.example.com:443/shop", "https", "git.example.com")]
    [InlineData("http://10.1.2.3/shop.git", "http", "10.1.2.3")]
    [InlineData("https://[2001:db8::1]/shop.git", "https", "2001:db8::1")]
    [InlineData("ssh://git@git.example.com/shop.git", "ssh", "git.example.com")]
    [InlineData("ssh://git.example.com:2222/shop.git", "ssh", "git.example.com:2222")]
    [InlineData("git@git.example.com:team/shop.git", "ssh", "git.example.com")]
    public void A_repository_on_a_host_is_understood_and_what_signs_in_there_is_known(string text, string scheme, string place)
    {
        var address = GitAddress.Parse(text);

        (address.Scheme, address.Place, address.Text).ShouldBe((scheme, place, text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("shop")]
    [InlineData("/srv/git/shop.git")]
    [InlineData("../shop.git")]
    [InlineData("file:///srv/git/shop.git")]
    [InlineData("git://git.example.com/shop.git")]
    [InlineData("ext::sh -c id")]
    [InlineData("ext::sh%20-c%20id")]
    [InlineData("fd::7")]
    [InlineData("-uid")]
    [InlineData("--upload-pack=id")]
    [InlineData("ssh://-oProxyCommand=id/shop.git")]
    [InlineData("ssh://git@-oProxyCommand=id/shop.git")]
    [InlineData("git@-oProxyCommand=id:shop.git")]
    [InlineData("git@host:-x")]
    [InlineData("https://git.example.com")]
    [InlineData("https://git.example.com:99999/shop")]
    [InlineData("https://git.example.com/shop?x=1")]
    [InlineData("https://git.example.com/sh op")]
    [InlineData("https://git.example.com/shop\n[core]")]
    [InlineData("https://git.example.com/`id`")]
    [InlineData("https:///shop.git")]
    [InlineData("https://localhost./shop.git")]
    [InlineData("HTTPS://git.example.com/shop")]
    public void Files_of_the_server_helpers_and_options_are_none(string text) =>
        Should.Throw<UserErrorException>(() => GitAddress.Parse(text)).Error.Code.ShouldBe("git.badUrl");

    [Theory]
    [InlineData("https://ann:T0PSECRET@git.example.com/shop.git")]
    [InlineData("https://T0PSECRET@git.example.com/shop.git")]
    [InlineData("ssh://git:T0PSECRET@git.example.com/shop.git")]
    public void A_secret_in_an_address_is_refused_and_not_repeated(string text)
    {
        var error = Should.Throw<UserErrorException>(() => GitAddress.Parse(text)).Error;

        error.Code.ShouldBe("git.secretInUrl");
        (error.Message + error.Hint).ShouldNotContain("T0PSECRET");
    }

    [Theory]
    [InlineData("HEAD", true)]
    [InlineData("main", true)]
    [InlineData("v1.2", true)]
    [InlineData("feature/a-b_c", true)]
    [InlineData("refs/heads/main", true)]
    [InlineData("übung", true)]
    [InlineData("", false)]
    [InlineData("-x", false)]
    [InlineData("--upload-pack=id", false)]
    [InlineData("+main", false)]
    [InlineData("main:evil", false)]
    [InlineData("refs/heads/*", false)]
    [InlineData("a..b", false)]
    [InlineData("a b", false)]
    [InlineData("a~1", false)]
    [InlineData("a^", false)]
    [InlineData("^a", false)]
    [InlineData("a?", false)]
    [InlineData("a[b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a.lock", false)]
    [InlineData("a.lock/b", false)]
    [InlineData(".a", false)]
    [InlineData("a/.b", false)]
    [InlineData("a/", false)]
    [InlineData("/a", false)]
    [InlineData("a//b", false)]
    [InlineData("a.", false)]
    [InlineData("@", false)]
    [InlineData("a@{1}", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\u007fb", false)]
    public async Task What_is_taken_for_a_ref_git_takes_for_one_too(string text, bool isRef)
    {
        if (isRef)
        {
            GitRef.Parse(text).ShouldBe(text);
            (await GitCommand.TryAsync(Path.GetTempPath(), "check-ref-format", "--allow-onelevel", text)).ExitCode.ShouldBe(0);
        }
        else
        {
            Should.Throw<UserErrorException>(() => GitRef.Parse(text)).Error.Code.ShouldBe("git.badRef");
        }
    }
}
