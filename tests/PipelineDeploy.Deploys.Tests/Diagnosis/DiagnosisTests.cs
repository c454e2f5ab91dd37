using PipelineDeploy.Deploys.Diagnosis;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.TestKit.Tls;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Diagnosis;

public sealed class DiagnosisTests
{
    static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("1.1.5+ds1", FindingLevel.Warning)]
    [InlineData("1.1.11", FindingLevel.Warning)]
    [InlineData("1.1.12", FindingLevel.Ok)]
    [InlineData("1.2.0-rc.1", FindingLevel.Ok)]
    [InlineData("unknown", FindingLevel.Ok)]
    public void A_runc_that_lets_containers_out_is_named_with_what_to_do(string runc, FindingLevel level)
    {
        var found = EngineDiagnosis.JudgeRunc(runc);

        (found.Part, found.Level, found.Fix is null).ShouldBe(("runc", level, level == FindingLevel.Ok));
        found.Message.ShouldContain(runc);
    }

    [Fact]
    public async Task An_engine_that_does_not_name_its_runc_answers_nevertheless() =>
        (await new EngineDiagnosis(new InMemoryContainerEngine(TimeProvider.System)).ExamineAsync(None)).ShouldBe([Finding.Ok("docker", "Docker 28.0.0 answers (API 1.41)")]);

    [Theory]
    [InlineData(0.9, 100.0, FindingLevel.Failed)]
    [InlineData(4.0, 20.0, FindingLevel.Warning)]
    [InlineData(9.0, 100.0, FindingLevel.Warning)]
    [InlineData(11.0, 100.0, FindingLevel.Ok)]
    public void A_full_disk_is_told_before_it_is_full(double free, double total, FindingLevel level)
    {
        const double gib = 1024.0 * 1024 * 1024;

        var found = DiskDiagnosis.Judge((long)(free * gib), (long)(total * gib));

        (found.Level, found.Fix is null).ShouldBe((level, level == FindingLevel.Ok));
        found.Message.ShouldStartWith(FormattableString.Invariant($"{free:0.0} GiB of {total:0.0} GiB are free"));
    }

    [Theory]
    [InlineData(0, FindingLevel.Ok, null)]
    [InlineData(7, FindingLevel.Warning, "ends on")]
    [InlineData(21, FindingLevel.Failed, "ended on")]
    public async Task A_certificate_that_ends_soon_is_told_with_its_domain(int daysAhead, FindingLevel level, string? says)
    {
        var certificate = TestCertificate.For("shop.example");
        var routes = new InMemoryRouteStore(_ => true);
        routes.Add("shop", "shop.example");
        await routes.ReplaceAsync((await routes.FindAsync("shop", None))! with { Certificates = [new DomainCertificate("shop.example", certificate.Chain, "key")] }, null, None);

        var found = (await new CertificateDiagnosis(routes, new Ahead(daysAhead)).ExamineAsync(None)).ShouldHaveSingleItem();

        found.Level.ShouldBe(level, found.Message);
        if (says is not null)
        {
            found.Message.ShouldStartWith($"The certificate of shop.example (shop) {says} ");
            found.Fix.ShouldBe("Upload a new one: pdeploy certs add shop.example --cert fullchain.pem --key privkey.pem -a shop");
        }
    }

    [Fact]
    public void What_cannot_be_looked_at_has_failed_with_its_own_hint() =>
        Finding.Of("router", new UserErrorException("router.down", "HAProxy does not answer", "Start it.")).ShouldBe(
            new Finding("router", FindingLevel.Failed, "HAProxy does not answer", "Start it."));

    sealed class Ahead(int days) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(days);
    }
}
