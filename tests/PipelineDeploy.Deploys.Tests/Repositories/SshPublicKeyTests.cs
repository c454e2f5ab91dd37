using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Repositories;

public sealed class SshPublicKeyTests
{
    // RFC 8032 §7.1, test 1, as an SSH key.
    const string Bytes = "AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
    const string Good = $"ssh-ed25519 {Bytes}";

    [Theory]
    [InlineData(Good, null)]
    [InlineData($"{Good} ann@laptop\n", "ann@laptop")]
    [InlineData($"  {Good}   ann@laptop  ", "ann@laptop")]
    [InlineData($"{Good} Ann's \"key\"", null)]
    public void A_line_of_a_pub_file_is_a_key(string text, string? comment)
    {
        var key = SshPublicKey.Parse(text);

        (key.Text, key.Comment).ShouldBe((Good, comment));
        key.Fingerprint.ShouldBe("SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8");
    }

    [Theory]
    [InlineData("", "ssh.badKey")]
    [InlineData("ssh-ed25519", "ssh.badKey")]
    [InlineData("ssh-ed25519 AAAA", "ssh.badKey")]
    [InlineData("ssh-ed25519 !!!!", "ssh.badKey")]
    [InlineData($"ssh-rsa {Bytes}", "ssh.badKey")]
    [InlineData($"ssh-dss {Bytes}", "ssh.badKey")]
    [InlineData($"command=\"id\" {Good}", "ssh.badKey")]
    [InlineData($"{Good} ann\n{Good} bob", "ssh.badKey")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE\n", "ssh.privateKey")]
    public void What_is_no_public_key_is_refused_without_being_repeated(string text, string code)
    {
        var error = Should.Throw<UserErrorException>(() => SshPublicKey.Parse(text)).Error;

        error.Code.ShouldBe(code);
        error.Message.ShouldNotContain("b3Blb");
        error.Hint.ShouldNotBeNull().ShouldContain(".pub");
    }

    [Theory]
    [InlineData("ann@laptop", true)]
    [InlineData("a b", false)]
    [InlineData("-x", false)]
    [InlineData("a\nb", false)]
    [InlineData("", false)]
    public void A_name_is_plain(string name, bool isOne) => SshPublicKey.IsName(name).ShouldBe(isOne);
}
