using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PipelineDeploy.Deploys.Webhooks;

namespace PipelineDeploy.Deploys.Tests.Webhooks;

public sealed class WebhookProofTests
{
    const string DocumentedSecret = "It's a Secret to Everybody";
    const string StandardSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const string StandardId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const string StandardBody = """{"test": 2432232314}""";
    const string StandardSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    static readonly DateTimeOffset StandardTime = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Fact]
    public void The_vectors_that_the_hosts_publish_are_proven()
    {
        // GitHub: "Validating webhook deliveries". Bitbucket: "Manage webhooks". Standard Webhooks: the test of its libraries.
        Why(WebhookHost.Github, "Hello, World!", ("X-Hub-Signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")).ShouldBeNull();
        Why(WebhookHost.Bitbucket, "Hello World!", ("X-Hub-Signature", "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9")).ShouldBeNull();
        Standard().ShouldBeNull();
    }

    [Theory]
    [InlineData("X-Gitea-Signature")]
    [InlineData("X-Forgejo-Signature")]
    public void Gitea_and_Forgejo_write_the_bare_digits(string header) => Why(WebhookHost.Gitea, "Hello, World!", (header, Hex("Hello, World!"))).ShouldBeNull();

    [Fact]
    public void GitLab_is_proven_by_its_token_or_by_its_signature()
    {
        Why(WebhookHost.Gitlab, "{}", ("X-Gitlab-Token", DocumentedSecret)).ShouldBeNull();
        WebhookProof.WhyNot(WebhookHost.Gitlab, StandardRequest(), StandardSecret, StandardTime).ShouldBeNull();
        // A signature that is wrong is not made good by a token.
        Why(WebhookHost.Gitlab, "{}", ("X-Gitlab-Token", DocumentedSecret), ("webhook-signature", "v1,x"), ("webhook-id", "1"), ("webhook-timestamp", "0")).ShouldNotBeNull();
    }

    [Fact]
    public void A_body_of_which_one_byte_is_another_is_not_proven()
    {
        foreach (var at in Enumerable.Range(0, 13))
        {
            var body = "Hello, World!"u8.ToArray();
            body[at] ^= 1;

            WebhookProof.WhyNot(WebhookHost.Github, Requests.Of(body, ("X-Hub-Signature-256", $"sha256={Hex("Hello, World!")}")), DocumentedSecret, StandardTime).ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("sha256=０57107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    public void What_only_looks_like_a_signature_proves_nothing(string signature) =>
        Why(WebhookHost.Github, "Hello, World!", ("X-Hub-Signature-256", signature)).ShouldNotBeNull().ShouldContain("X-Hub-Signature-256");

    [Theory]
    [InlineData(WebhookHost.Github)]
    [InlineData(WebhookHost.Gitea)]
    [InlineData(WebhookHost.Gitlab)]
    [InlineData(WebhookHost.Bitbucket)]
    [InlineData(WebhookHost.Generic)]
    public void Without_any_proof_nobody_is_let_in(WebhookHost host) => Why(host, "{}").ShouldNotBeNull();

    [Theory]
    [InlineData("X-Gitlab-Token", "It's a Secret to Everybod")]
    [InlineData("X-Gitlab-Token", "")]
    [InlineData("X-Hub-Signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    public void The_proof_of_one_host_is_none_of_another(string header, string value) => Why(WebhookHost.Gitlab, "Hello, World!", (header, value)).ShouldNotBeNull();

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    [InlineData(86400)]
    public void A_signature_of_another_time_is_refused(int seconds) => Standard(now: StandardTime.AddSeconds(seconds)).ShouldNotBeNull().ShouldContain("5 minutes");

    [Theory]
    [InlineData(-300)]
    [InlineData(300)]
    public void Clocks_may_differ_by_five_minutes(int seconds) => Standard(now: StandardTime.AddSeconds(seconds)).ShouldBeNull();

    [Theory]
    [InlineData("v1,AAAA v2,BBBB " + StandardSignature, true)]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", false)]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", false)]
    [InlineData("v1,", false)]
    public void One_of_several_signatures_is_enough(string signatures, bool isProven) => (Standard(signatures: signatures) is null).ShouldBe(isProven);

    [Theory]
    [InlineData("1614265331")]
    [InlineData("01614265330")]
    [InlineData("1614265330.0")]
    [InlineData("-1614265330")]
    [InlineData("99999999999999999999")]
    [InlineData("9223372036854775807")]
    public void A_time_that_is_not_the_signed_one_is_refused(string timestamp) => Standard(timestamp: timestamp).ShouldNotBeNull();

    static string? Standard(string signatures = StandardSignature, string? timestamp = null, DateTimeOffset? now = null) =>
        WebhookProof.WhyNot(WebhookHost.Generic, StandardRequest(signatures, timestamp), StandardSecret, now ?? StandardTime);

    static WebhookRequest StandardRequest(string signatures = StandardSignature, string? timestamp = null) => Requests.Of(
        StandardBody, ("webhook-id", StandardId), ("webhook-timestamp", timestamp ?? StandardTime.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), ("webhook-signature", signatures));

    static string? Why(WebhookHost host, string body, params (string Name, string Value)[] headers) =>
        WebhookProof.WhyNot(host, Requests.Of(body, headers), DocumentedSecret, StandardTime);

    static string Hex(string body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(DocumentedSecret), Encoding.UTF8.GetBytes(body)));
}
