using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Notifications;
using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.Deploys.Tests.Notifications;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Http;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

public sealed class NotifyStepTests : IDisposable
{
    static readonly JournalEvent.RunSettled RolledBack = new(RunState.RolledBack, new StepError("check", new UserError("checks.failed", "<!channel> & http://x/ok: 500", "Look at the answer."), null));

    readonly ManualTimeProvider _time = new();
    readonly OutboundHttp _http;
    readonly Queue<int> _statuses = [];
    readonly Receiver _server;

    public NotifyStepTests()
    {
        _http = new OutboundHttp(new OutboundDialer(OutboundRules.Parse("127.0.0.1")), _time);
        _server = new Receiver(_ => (_statuses.TryDequeue(out var status) ? status : 200, "ok"));
    }

    public void Dispose()
    {
        _server.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task Slack_gets_a_text_and_blocks_in_which_nothing_calls_everybody()
    {
        var body = await BodyAsync("slack", RolledBack);

        body["text"]!.GetValue<string>().ShouldBe("The deploy of shop failed; the version before serves again");
        var blocks = body["blocks"]!.AsArray();
        blocks.Select(block => block!["type"]!.GetValue<string>()).ShouldBe(["header", "section", "context"]);
        blocks[0]!["text"]!["type"]!.GetValue<string>().ShouldBe("plain_text");
        blocks[1]!["text"]!["type"]!.GetValue<string>().ShouldBe("mrkdwn");
        blocks[1]!["text"]!["text"]!.GetValue<string>().ShouldBe("check: &lt;!channel&gt; &amp; http://x/ok: 500\nLook at the answer.");
        blocks[2]!["elements"]![0]!["text"]!.GetValue<string>().ShouldBe("*App* shop  ·  *Run* 7  ·  *Release* v3");
    }

    [Fact]
    public async Task Discord_gets_an_embed_and_mentions_nobody()
    {
        var body = await BodyAsync("discord", RolledBack);

        body["allowed_mentions"]!["parse"]!.AsArray().ShouldBeEmpty();
        var embed = body["embeds"]!.AsArray().ShouldHaveSingleItem()!;
        embed["title"]!.GetValue<string>().ShouldBe("The deploy of shop failed; the version before serves again");
        embed["color"]!.GetValue<int>().ShouldBe(0xC62828);
        embed["fields"]!.AsArray().Select(field => $"{field!["name"]}={field["value"]}").ShouldBe(["App=shop", "Run=7", "Release=v3"]);
        DateTimeOffset.Parse(embed["timestamp"]!.GetValue<string>(), null).ShouldBe(_time.GetUtcNow());
    }

    [Fact]
    public async Task Teams_gets_an_adaptive_card()
    {
        var body = await BodyAsync("teams", RolledBack);

        body["type"]!.GetValue<string>().ShouldBe("message");
        var attachment = body["attachments"]!.AsArray().ShouldHaveSingleItem()!;
        attachment["contentType"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.card.adaptive");
        attachment.AsObject().ContainsKey("contentUrl").ShouldBeTrue();
        var card = attachment["content"]!;
        (card["type"]!.GetValue<string>(), card["version"]!.GetValue<string>()).ShouldBe(("AdaptiveCard", "1.4"));
        card["body"]!.AsArray().Select(part => part!["type"]!.GetValue<string>()).ShouldBe(["TextBlock", "TextBlock", "FactSet"]);
        card["body"]![0]!["color"]!.GetValue<string>().ShouldBe("Attention");
    }

    [Fact]
    public async Task A_program_gets_the_facts_signed()
    {
        var body = await BodyAsync("webhook", RolledBack, ("secret", "s3cret"));

        (body["event"]!.GetValue<string>(), body["app"]!.GetValue<string>(), body["run"]!.GetValue<long>(), body["release"]!.GetValue<int>()).ShouldBe(("run.rolledBack", "shop", 7, 3));
        (body["error"]!["code"]!.GetValue<string>(), body["error"]!["step"]!.GetValue<string>()).ShouldBe(("checks.failed", "check"));
        var request = _server.Requests.ShouldHaveSingleItem();
        request.Headers["X-PipelineDeploy-Delivery"].ShouldBe("7-step-1");
        request.Headers["X-PipelineDeploy-Signature-256"].ShouldBe(
            "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("s3cret"u8, Encoding.UTF8.GetBytes(request.Body))));
    }

    [Theory]
    [InlineData("success", RunState.Succeeded, true)]
    [InlineData("success", RunState.Failed, false)]
    [InlineData("failure", RunState.Succeeded, false)]
    [InlineData("failure", RunState.Cancelled, true)]
    [InlineData("failure", null, false)]
    [InlineData("always", null, true)]
    public async Task Only_the_ends_that_are_asked_for_are_told(string on, RunState? state, bool isSent)
    {
        var step = Step("slack", ("on", on));
        step.End = state is { } end ? new JournalEvent.RunSettled(end, null) : null;

        var done = (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();

        done.Output["sent"]!.GetValue<bool>().ShouldBe(isSent);
        _server.Requests.Count.ShouldBe(isSent ? 1 : 0);
    }

    [Fact]
    public async Task What_does_not_get_through_is_tried_again_by_a_timer_with_growing_pauses()
    {
        _statuses.Enqueue(503);
        _statuses.Enqueue(500);
        var step = Step("slack");

        List<TimeSpan> pauses = [];
        var outcome = await step.ToEndAsync();
        while (outcome is StepOutcome.WaitUntil wait)
        {
            pauses.Add(wait.Until - _time.GetUtcNow());
            // Something pokes the run before its time: nothing is sent for that.
            (await step.OnceAsync()).ShouldBeOfType<StepOutcome.WaitUntil>().Until.ShouldBe(wait.Until);
            _time.AdvanceTo(wait.Until);
            outcome = await step.ToEndAsync();
        }

        outcome.ShouldBeOfType<StepOutcome.Done>();
        pauses.ShouldBe([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)]);
        _server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_service_that_asks_for_patience_gets_it()
    {
        _server.AnswerHeaders["Retry-After"] = "30";
        _statuses.Enqueue(429);

        var wait = (await Step("discord").ToEndAsync()).ShouldBeOfType<StepOutcome.WaitUntil>();

        (wait.Until - _time.GetUtcNow()).ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task At_last_it_fails_with_the_answer()
    {
        _statuses.Enqueue(503);

        var failed = (await Step("slack", ("attempts", 1)).ToEndAsync()).ShouldBeOfType<StepOutcome.Failed>();

        (failed.Error.Code, failed.Error.Message, failed.Detail).ShouldBe(("notify.refused", "The webhook answered 503", "The answer:\nok"));
    }

    [Fact]
    public async Task A_webhook_that_is_wrong_is_not_tried_again()
    {
        _statuses.Enqueue(404);

        var failed = (await Step("slack").ToEndAsync()).ShouldBeOfType<StepOutcome.Failed>();

        failed.IsRetryable.ShouldBeFalse();
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_goes_to_all_of_them_with_the_reason()
    {
        using var mail = new MailStandIn();
        var step = Step("email", mail.Port, ("to", "ada@example.com, bob@example.com"), ("title", "Ärger\r\nBcc: eve@example.com"));
        step.End = RolledBack;

        (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();

        var (to, text) = mail.Mails.ShouldHaveSingleItem();
        to.ShouldBe("ada@example.com,bob@example.com");
        text.ShouldContain("From: deploys@example.com");
        text.ShouldContain("Auto-Submitted: auto-generated");
        text.ShouldNotContain("\nBcc:");
        text.ShouldContain("<!channel> & http://x/ok: 500");
        text.ShouldContain("Release: v3");
    }

    [Fact]
    public async Task A_mail_that_is_refused_is_tried_again_and_fails_at_last()
    {
        using var mail = new MailStandIn(refuses: true);

        (await Step("email", mail.Port, ("to", new JsonArray("ada@example.com"))).ToEndAsync()).ShouldBeOfType<StepOutcome.WaitUntil>();
        var failed = (await Step("email", mail.Port, ("to", "ada@example.com"), ("attempts", 1)).ToEndAsync()).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Code.ShouldBe("mail.refused");
        failed.Error.Message.ShouldContain("no such mailbox");
    }

    [Theory]
    [InlineData("email", null, null, "step.missingInput")]
    [InlineData("email", "nobody", null, "mail.badAddress")]
    [InlineData("slack", null, "hooks.slack.com/x", "http.badUrl")]
    [InlineData("slack", null, "", "step.missingInput")]
    public async Task A_bad_input_is_told(string via, string? to, string? webhook, string code)
    {
        using var mail = new MailStandIn();

        var refused = await Should.ThrowAsync<UserErrorException>(() => Step(via, mail.Port, ("to", to), ("webhook", webhook)).ToEndAsync());

        refused.Error.Code.ShouldBe(code);
    }

    [Fact]
    public async Task Without_a_mail_server_it_is_said_who_can_name_one()
    {
        var step = new PlayedStep(new NotifyStep(_http, new Mailer(null)), _time, new JsonObject { ["via"] = "email", ["to"] = "ada@example.com" });

        var refused = await Should.ThrowAsync<UserErrorException>(() => step.ToEndAsync());

        refused.Error.Hint.ShouldNotBeNull().ShouldContain("PIPELINEDEPLOY_SMTP");
    }

    async Task<JsonObject> BodyAsync(string via, JournalEvent.RunSettled end, params (string Name, JsonNode? Value)[] more)
    {
        var step = Step(via, more);
        step.End = end;
        (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();
        var request = _server.Requests.ShouldHaveSingleItem();
        (request.Method, request.Headers["Content-Type"]).ShouldBe(("POST", "application/json; charset=utf-8"));
        return JsonNode.Parse(request.Body)!.AsObject();
    }

    PlayedStep Step(string via, params (string Name, JsonNode? Value)[] more) => Step(via, 1, more);

    PlayedStep Step(string via, int mailPort, params (string Name, JsonNode? Value)[] more)
    {
        var inputs = new JsonObject { ["via"] = via, ["webhook"] = _server.Address.ToString() };
        foreach (var (name, value) in more)
        {
            inputs[name] = value;
        }

        var mailer = new Mailer(new MailOptions("127.0.0.1", mailPort, MailSecurity.None, "deploys@example.com", null, null));
        var step = new PlayedStep(new NotifyStep(_http, mailer), _time, inputs);
        step.Outputs["build"] = new JsonObject { ["release"] = 3 };
        return step;
    }
}
