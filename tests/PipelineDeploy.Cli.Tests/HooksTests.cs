using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class HooksTests
{
    static readonly WebhookView Hook = new(
        "3f8a", "shop", "github", "https://deploy.example.com/hooks/3f8a", null, ["main"], ["v*"], [], false, true, false, "ann", Sample.Noon, 2, Sample.Noon, "It has no signature.");

    static readonly DeliveryView Delivery = new(
        12, "3f8a", "guid", "push", "refs/heads/main", "0123", "ann", "started", "Run 7 deploys refs/heads/main.", 7, Sample.Noon, Sample.Noon, 1, new Dictionary<string, string>(), "success", null);

    [Theory]
    [InlineData("hooks create github -a shop", "", """{"host":"github","repository":null,"branches":null,"tags":null,"paths":null,"releases":false,"secret":null}""")]
    [InlineData("hooks create gitlab --repository https://x/y --branch main --branch rel/* --tag v* --path src/** --releases true -a shop", "", """{"host":"gitlab","repository":"https://x/y","branches":["main","rel/*"],"tags":["v*"],"paths":["src/**"],"releases":true,"secret":null}""")]
    [InlineData("hooks create gitea --secret-stdin -a shop", "s3cret\n", """{"host":"gitea","repository":null,"branches":null,"tags":null,"paths":null,"releases":false,"secret":"s3cret"}""")]
    public async Task A_webhook_is_made_and_its_secret_is_shown_once(string commandLine, string stdin, string body)
    {
        await using var cli = await CliRun.StartAsync();
        var sent = Hears(cli, "POST", "/apps/shop/webhooks", Hook with { Secret = "T0PSECRET" });

        var result = await cli.RunAsync(commandLine, stdin);

        (result.ExitCode, sent()).ShouldBe((0, body), result.Stderr);
        result.Stdout.ShouldContain("https://deploy.example.com/hooks/3f8a");
        result.Stdout.ShouldContain("T0PSECRET");
        result.Stderr.ShouldContain("not shown again");
    }

    [Theory]
    [InlineData("hooks change 3f8a --branch main --enabled false -a shop", "", """{"repository":null,"branches":["main"],"tags":null,"paths":null,"releases":null,"enabled":false,"statusToken":null}""")]
    [InlineData("hooks status 3f8a -a shop", "T0KEN\n", """{"repository":null,"branches":null,"tags":null,"paths":null,"releases":null,"enabled":null,"statusToken":"T0KEN"}""")]
    [InlineData("hooks status 3f8a --off -a shop", "", """{"repository":null,"branches":null,"tags":null,"paths":null,"releases":null,"enabled":null,"statusToken":""}""")]
    public async Task A_webhook_is_changed(string commandLine, string stdin, string body)
    {
        await using var cli = await CliRun.StartAsync();
        var sent = Hears(cli, "PATCH", "/apps/shop/webhooks/3f8a", Hook);

        var result = await cli.RunAsync(commandLine, stdin);

        (result.ExitCode, sent()).ShouldBe((0, body), result.Stderr);
        (result.Stdout + result.Stderr).ShouldNotContain("T0KEN");
    }

    [Fact]
    public async Task A_status_token_that_is_not_given_is_asked_for()
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.RunAsync("hooks status 3f8a -a shop");

        (result.ExitCode, result.OneLine.Contains("No token was given.", StringComparison.Ordinal)).ShouldBe((2, true), result.Stderr);
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Webhooks_and_deliveries_are_shown_as_a_table_or_as_json()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/apps/shop/webhooks", [Hook], WireJson.Default.IReadOnlyListWebhookView)
            .On("GET", "/apps/shop/webhooks/3f8a", Hook, WireJson.Default.WebhookView)
            .On("DELETE", "/apps/shop/webhooks/3f8a", Hook, WireJson.Default.WebhookView)
            .On("GET", "/apps/shop/webhooks/3f8a/deliveries", new DeliveryPage([Delivery], null), WireJson.Default.DeliveryPage)
            .On("POST", "/apps/shop/webhooks/3f8a/deliveries/12/redeliver", Delivery, WireJson.Default.DeliveryView, 202);

        (await RunAsync("hooks list -a shop")).Stdout.ShouldContain("main; tags v*");
        (await RunAsync("hooks list -a shop --json")).Json[0].GetProperty("id").GetString().ShouldBe("3f8a");
        (await RunAsync("hooks show 3f8a -a shop")).Stdout.ShouldContain("It has no signature.");
        (await RunAsync("hooks show 3f8a -a shop --json")).Json.GetProperty("refused").GetInt32().ShouldBe(2);
        (await RunAsync("hooks delete 3f8a -a shop")).Stdout.ShouldBe("webhook 3f8a of shop removed\n");
        (await RunAsync("hooks deliveries 3f8a -a shop")).Stdout.ShouldContain("started (+1 repeated)");
        (await RunAsync("hooks deliveries 3f8a -a shop --json")).Json.GetProperty("items")[0].GetProperty("run").GetInt32().ShouldBe(7);
        (await RunAsync("hooks redeliver 3f8a 12 -a shop")).Stdout.ShouldBe("delivery 12 started: Run 7 deploys refs/heads/main.\n");

        Task<CliResult> RunAsync(string commandLine)
        {
            cli.Stdout = new StringWriter();
            return cli.RunAsync(commandLine);
        }
    }

    [Theory]
    [InlineData("tested", 0)]
    [InlineData("failed", 1)]
    public async Task A_test_ends_as_it_went(string verdict, int exitCode)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("POST", "/apps/shop/webhooks/3f8a/test", Delivery with { Verdict = verdict }, WireJson.Default.DeliveryView);

        (await cli.RunAsync("hooks test 3f8a -a shop")).ExitCode.ShouldBe(exitCode);
    }

    static Func<string?> Hears(CliRun cli, string method, string path, WebhookView answer)
    {
        string? sent = null;
        cli.Server.On(method, path, async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            sent = await reader.ReadToEndAsync();
            await context.Response.WriteAsync(JsonSerializer.Serialize(answer, WireJson.Default.WebhookView));
        });
        return () => sent;
    }
}
