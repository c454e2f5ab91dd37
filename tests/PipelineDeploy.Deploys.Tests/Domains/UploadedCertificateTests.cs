using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.TestKit.Tls;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Domains;

public sealed class UploadedCertificateTests
{
    static readonly TestCertificate Good = TestCertificate.For("shop.example", "*.shop.example");

    [Fact]
    public void What_is_kept_begins_with_the_certificate_itself_goes_on_with_its_authority_and_leaves_out_the_root()
    {
        var read = Read(Good.Chain, Good.Key);

        SubjectsOf(read.Chain).ShouldBe(["CN=shop.example", "CN=Test authority"]);
        read.Key.ShouldBe(Good.Key + "\n");
        (read.Facts.Subject, read.Facts.Issuer).ShouldBe(("CN=shop.example", "CN=Test authority"));
        read.Facts.NotAfter.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void The_order_of_the_chain_and_texts_around_it_do_not_matter()
    {
        var parts = Good.Chain.Split("-----END CERTIFICATE-----", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => part + "\n-----END CERTIFICATE-----");

        var read = Read($"subject=/CN=shop\r\n{string.Join("\nissuer=x\n", parts.Reverse())}", $"{Good.Chain}\n{Good.Key}");

        SubjectsOf(read.Chain).ShouldBe(["CN=shop.example", "CN=Test authority"]);
    }

    [Theory]
    [InlineData("shop.example", true)]
    [InlineData("www.shop.example", true)]
    [InlineData("a.www.shop.example", false)]
    [InlineData("other.example", false)]
    public void A_certificate_covers_its_names(string domain, bool isCovered) => Read(Good.Chain, Good.Key).Covers(domain).ShouldBe(isCovered);

    [Fact]
    public void RSA_is_as_good() => Read(TestCertificate.Rsa(2048, "shop.example")).Covers("shop.example").ShouldBeTrue();

    [Fact]
    public void Short_keys_are_refused_for_the_router_would_load_nothing_with_them() =>
        Refused(() => Read(TestCertificate.Rsa(1024, "shop.example")), "cert.tooWeak").ShouldContain("1024 bits");

    [Fact]
    public void One_that_is_over_is_refused_with_the_day() =>
        Refused(() => Read(TestCertificate.Expired("shop.example")), "cert.expired").ShouldContain("CN=shop.example expired on 2");

    [Fact]
    public void One_that_is_not_valid_yet_is_refused() =>
        Refused(() => UploadedCertificate.Read(Good.Chain, Good.Key, TimeProvider.System.GetUtcNow().AddDays(-20)), "cert.expired").ShouldContain("is not valid before");

    [Fact]
    public void A_key_of_another_certificate_is_refused() =>
        Refused(() => Read(Good.Chain, TestCertificate.For("shop.example").Key), "cert.keyMismatch").ShouldContain("belongs to none");

    [Fact]
    public void A_certificate_of_a_stranger_in_the_chain_is_named()
    {
        var stranger = TestCertificate.For("stranger.example").Chain.Split("-----END CERTIFICATE-----")[0] + "-----END CERTIFICATE-----\n";

        Refused(() => Read(Good.Chain + "\n" + stranger, Good.Key), "cert.badChain").ShouldContain("CN=stranger.example does not vouch for");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\n")]
    public void What_is_no_certificate_is_refused(string chain) => Refused(() => Read(chain, Good.Key), "cert.badChain");

    [Fact]
    public void Too_much_is_refused() => Refused(() => Read(new string('x', 70_000), Good.Key), "cert.badChain").ShouldContain("70000");

    [Fact]
    public void What_is_no_private_key_is_refused_without_a_word_of_it()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var text in new[] { "", "geheim", "-----BEGIN PRIVATE KEY-----\ngeheim\n-----END PRIVATE KEY-----", key.ExportSubjectPublicKeyInfoPem() })
        {
            Refused(() => Read(Good.Chain, text), "cert.badKey").ShouldNotContain("geheim");
        }
    }

    [Fact]
    public void A_key_with_a_passphrase_is_refused_with_how_to_take_it_off()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var locked = key.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1));

        var error = Should.Throw<UserErrorException>(() => Read(Good.Chain, locked)).Error;

        (error.Code, error.Hint.ShouldNotBeNull()).ShouldBe(("cert.badKey", "Unlock it first: openssl pkey -in locked.pem -out key.pem"));
    }

    [Fact]
    public void A_curve_that_browsers_do_not_know_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        var request = new CertificateRequest("CN=shop.example", key, HashAlgorithmName.SHA256);
        using var odd = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));

        Refused(() => Read(odd.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem()), "cert.tooWeak").ShouldContain("curve");
    }

    static UploadedCertificate Read(TestCertificate certificate) => Read(certificate.Chain, certificate.Key);

    static UploadedCertificate Read(string chain, string key) => UploadedCertificate.Read(chain, key, TimeProvider.System.GetUtcNow());

    static string Refused(Action read, string code)
    {
        var error = Should.Throw<UserErrorException>(read).Error;
        error.Code.ShouldBe(code);
        error.Hint.ShouldNotBeNullOrEmpty();
        return error.Message;
    }

    static IEnumerable<string> SubjectsOf(string chain)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(chain);
        return certificates.Select(certificate => certificate.Subject);
    }
}
