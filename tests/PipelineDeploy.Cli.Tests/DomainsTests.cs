using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class DomainsTests
{
    static readonly CertificateView Certificate = new("shop.example", "CN=shop.example", "CN=Authority", Sample.Noon, Sample.Noon.AddDays(90), "ada", Sample.Noon);

    [Theory]
    [InlineData("domains add shop.example www.shop.example -a shop", "POST", """{"domains":["shop.example","www.shop.example"]}""")]
    [InlineData("domains:add shop.example -a shop", "POST", """{"domains":["shop.example"]}""")]
    [InlineData("domains set shop.example -a shop", "PUT", """{"domains":["shop.example"]}""")]
    [InlineData("domains clear -a shop", "PUT", """{"domains":[]}""")]
    public async Task A_change_is_sent_as_the_API_wants_it_and_what_holds_now_is_printed(string commandLine, string method, string body)
    {
        await using var cli = await CliRun.StartAsync();
        List<string> sent = [];
        cli.Server.On(method, "/apps/shop/domains", async context =>
        {
            sent.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            await context.Response.WriteAsJsonAsync(
                [new DomainView("shop.example", "https://shop.example", Certificate), new DomainView("www.shop.example", "http://www.shop.example")],
                WireJson.Default.IReadOnlyListDomainView, "application/json");
        });

        var result = await cli.RunAsync(commandLine);

        result.ExitCode.ShouldBe(0, result.Stderr);
        sent.Single().ShouldBe(body);
        var lines = result.Stdout.Split('\n');
        lines[0].ShouldMatch("^DOMAIN +URL +CERTIFICATE");
        lines[1].ShouldMatch("^shop.example +https://shop.example +valid until 2026-05-30 ");
        lines[2].ShouldMatch("^www.shop.example +http://www.shop.example +-");
    }

    [Fact]
    public async Task Each_domain_is_taken_away_by_itself_and_none_left_is_told_with_what_to_do()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("DELETE", "/apps/shop/domains/a.example", [new DomainView("b.example", "http://b.example")], WireJson.Default.IReadOnlyListDomainView);
        cli.Server.On("DELETE", "/apps/shop/domains/b.example", [], WireJson.Default.IReadOnlyListDomainView);

        var result = await cli.RunAsync("domains remove a.example b.example -a shop");

        (result.ExitCode, result.Stdout).ShouldBe((0, ""));
        result.Stderr.ShouldContain("shop has no domain, so nobody reaches it. Add one with: pdeploy domains add <host> -a shop");
        cli.Server.Requests.Select(request => request.Path).ShouldBe(["/api/v1/apps/shop/domains/a.example", "/api/v1/apps/shop/domains/b.example"]);
    }

    [Fact]
    public async Task A_domain_of_another_app_is_a_conflict()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.Refuses("POST", "/apps/shop/domains", 409, "app.domainTaken", "The app api answers to a.example already", "Take it away there first.");

        var result = await cli.RunAsync("domains add a.example -a shop");

        (result.ExitCode, result.OneLine).ShouldBe((5, "pdeploy: The app api answers to a.example already. Take it away there first."));
    }

    [Theory]
    [InlineData("certs add --cert chain.pem --key key.pem -a shop", "", """{"chain":"the chain\n","key":"the key\n","domains":null}""")]
    [InlineData("certs add shop.example --cert chain.pem --key - -a shop", "the key\n", """{"chain":"the chain\n","key":"the key\n","domains":["shop.example"]}""")]
    public async Task A_certificate_is_read_from_files_and_its_key_is_never_printed(string commandLine, string stdin, string body)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("chain.pem", "the chain\n");
        cli.Write("key.pem", "the key\n");
        List<string> sent = [];
        cli.Server.On("PUT", "/apps/shop/certificates", async context =>
        {
            sent.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            await context.Response.WriteAsJsonAsync([Certificate with { Problem = "expired on 2026-02-01" }], WireJson.Default.IReadOnlyListCertificateView, "application/json");
        });

        var result = await cli.RunAsync(commandLine, stdin);

        result.ExitCode.ShouldBe(0, result.Stderr);
        sent.Single().ShouldBe(body);
        result.Stdout.Split('\n')[1].ShouldMatch("^shop.example +CN=shop.example +CN=Authority +expired on 2026-02-01 +ada");
        result.Stdout.ShouldNotContain("the key");
    }

    [Theory]
    [InlineData("certs add --cert nowhere.pem --key key.pem -a shop", "Cannot read nowhere.pem")]
    [InlineData("certs add --key key.pem -a shop", "--cert")]
    [InlineData("domains add -a shop", "domain")]
    [InlineData("maintenance -a shop", "'pdeploy maintenance' needs a command: on, off, status")]
    public async Task What_cannot_be_sent_is_told_and_nothing_is_sent(string commandLine, string says)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("key.pem", "the key\n");

        var result = await cli.RunAsync(commandLine);

        result.ExitCode.ShouldBe(2);
        result.OneLine.ShouldContain(says);
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_app_without_certificates_is_told_with_what_to_do()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/apps/shop/certificates", [Certificate], WireJson.Default.IReadOnlyListCertificateView);
        cli.Server.On("DELETE", "/apps/shop/certificates/shop.example", [], WireJson.Default.IReadOnlyListCertificateView);

        (await cli.RunAsync("certs list -a shop --json")).Json[0].GetProperty("subject").GetString().ShouldBe("CN=shop.example");
        (await cli.RunAsync("certs remove shop.example -a shop")).Stderr.ShouldContain("pdeploy certs add --cert fullchain.pem --key privkey.pem -a shop");
    }

    [Fact]
    public async Task Maintenance_is_switched_and_told_in_one_line()
    {
        await using var cli = await CliRun.StartAsync();
        var on = new MaintenanceView(IsOn: true, "Back at\nnoon.", "ada", Sample.Noon);
        List<string> sent = [];
        cli.Server.On("PUT", "/apps/shop/maintenance", async context =>
        {
            sent.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            await context.Response.WriteAsJsonAsync(on, WireJson.Default.MaintenanceView, "application/json");
        });
        cli.Server.On("GET", "/apps/shop/maintenance", on, WireJson.Default.MaintenanceView);
        cli.Server.On("DELETE", "/apps/shop/maintenance", new MaintenanceView(IsOn: false), WireJson.Default.MaintenanceView);
        cli.Server.On("GET", "/apps/shop", Sample.App() with { Maintenance = on }, WireJson.Default.AppView);

        (await cli.RunAsync("maintenance on --message Soon. -a shop")).Stdout.ShouldMatch("^shop is in maintenance since 2026-03-01 .* by ada: Back at noon.\n$");
        (await AnewAsync("maintenance status -a shop")).ShouldStartWith("shop is in maintenance since ");
        (await AnewAsync("maintenance off -a shop")).ShouldBe("shop is not in maintenance\n");
        (await AnewAsync("apps show shop")).ShouldContain("\n  in maintenance since ");
        sent.ShouldBe(["""{"message":"Soon."}"""]);

        async Task<string> AnewAsync(string commandLine)
        {
            cli.Stdout = new StringWriter();
            return (await cli.RunAsync(commandLine)).Stdout;
        }
    }
}
