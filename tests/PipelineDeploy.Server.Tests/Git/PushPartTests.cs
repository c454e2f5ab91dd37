using System.Net.Sockets;
using System.Security.Claims;
using System.Text;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Server.Git;

namespace PipelineDeploy.Server.Tests.Git;

public sealed class PushPartTests
{
    const string Old = "1111111111111111111111111111111111111111";
    const string New = "2222222222222222222222222222222222222222";

    [Fact]
    public async Task What_the_hook_sends_is_what_the_server_reads()
    {
        var environment = new Dictionary<string, string>
        {
            [PushRequest.TicketVariable] = "secret",
            ["GIT_OBJECT_DIRECTORY"] = "/data/a b/objects/incoming",
            ["GIT_PUSH_OPTION_COUNT"] = "2",
            ["GIT_PUSH_OPTION_0"] = "wait=false",
            ["GIT_PUSH_OPTION_1"] = "a\nref b\nend",
        };

        var request = await ReadAsync([.. PushRequest.LinesOf(environment.GetValueOrDefault, [$"{Old} {New} refs/heads/main", $"{Old} {New} refs/tags/ü"])]);

        request.ShouldNotBeNull();
        (request.Ticket, request.Quarantine).ShouldBe(("secret", "/data/a b/objects/incoming"));
        request.Options.ShouldBe(["wait=false", "a\nref b\nend"]);
        request.Refs.ShouldBe([new PushedRef(Old, New, "refs/heads/main"), new PushedRef(Old, New, "refs/tags/ü")]);
    }

    [Theory]
    [InlineData]
    [InlineData("ticket secret")]
    [InlineData("ticket secret", "ref nonsense", "end")]
    [InlineData("GET / HTTP/1.1", "end")]
    public async Task What_no_hook_sends_is_no_request(params string[] lines) => (await ReadAsync(lines)).ShouldBeNull();

    [Fact]
    public void A_ticket_is_worth_something_until_it_is_withdrawn()
    {
        var tickets = new PushTickets();
        var push = new Push("shop", new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann")])));

        var ticket = tickets.Issue(push);

        (ticket.Length, tickets.Find(ticket), tickets.Find(ticket[1..])).ShouldBe((64, push, null));
        push.Actor.ShouldBe("ann");
        var over = tickets.OverAsync(ticket);
        over.IsCompleted.ShouldBeFalse();
        tickets.Withdraw(ticket);
        (tickets.Find(ticket), over.IsCompleted, tickets.OverAsync(ticket).IsCompleted).ShouldBe((null, true, true));
    }

    [Theory]
    [InlineData("/opt/pd/PipelineDeploy.Server", "exec '/opt/pd/PipelineDeploy.Server' git-hook")]
    [InlineData("/usr/bin/dotnet", "exec '/usr/bin/dotnet' '/opt/it'\\''s $(id)/PipelineDeploy.Server.dll' git-hook")]
    public void The_hook_becomes_this_program(string program, string line) =>
        HookScript.Text(program, "/opt/it's $(id)/PipelineDeploy.Server.dll").ShouldBe($"#!/bin/sh\n{line}\n");

    [Theory]
    [InlineData("Status: 404 Not Found\r\nExpires: Fri\r\n\r\nbody", 404, "Expires=Fri", "body")]
    [InlineData("Content-Type: a/b\n\nbody", 200, "Content-Type=a/b", "body")]
    [InlineData("\r\n\r\nbody", 200, "", "body")]
    public async Task The_head_of_a_CGI_answer_is_read_and_its_body_left(string answer, int status, string headers, string body)
    {
        using var output = new MemoryStream(Encoding.ASCII.GetBytes(answer));

        var head = await CgiHead.ReadAsync(output, CancellationToken.None);

        (head?.Status, string.Join(',', head!.Headers.Select(header => $"{header.Name}={header.Value}"))).ShouldBe((status, headers));
        (await new StreamReader(output).ReadToEndAsync()).TrimStart('\r', '\n').ShouldBe(body);
    }

    [Fact]
    public async Task An_answer_without_an_end_of_its_head_is_none()
    {
        using var cut = new MemoryStream(Encoding.ASCII.GetBytes("Status: 200"));
        using var endless = new MemoryStream(Encoding.ASCII.GetBytes(new string('x', 100_000)));

        (await CgiHead.ReadAsync(cut, CancellationToken.None)).ShouldBeNull();
        (await CgiHead.ReadAsync(endless, CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("any:pd_1", "pd_1")]
    [InlineData(":pd_1", "pd_1")]
    [InlineData("any:pd:1", "pd:1")]
    [InlineData("any:", null)]
    [InlineData("pd_1", null)]
    public void The_password_is_the_token(string pair, string? token) =>
        GitSignIn.TokenIn("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))).ShouldBe(token);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Bearer pd_1")]
    public void Another_header_holds_no_token(string? header) => GitSignIn.TokenIn(header).ShouldBeNull();

    [Fact]
    public void What_a_container_writes_cannot_act_on_the_pushers_terminal() =>
        PushText.Of("\u001b[31mred\u001b[0m\ta\u001b[2Jb\u001b]0;title\u0007c\rd\u009b1m").ShouldBe("\u001b[31mred\u001b[0m\ta\uFFFD[2Jb\uFFFD]0;title\uFFFDc\uFFFDd\uFFFD1m");

    [Theory]
    [InlineData("queued", "", null)]
    [InlineData("running", "build:succeeded switch:running retire:pending", null)]
    [InlineData("waiting", "build:succeeded approve:waiting switch:pending retire:pending", null)]
    [InlineData("waiting", "build:succeeded migrate:skipped switch:succeeded wait:waiting retire:pending", true)]
    [InlineData("running", "build:succeeded switch:succeeded retire:pending", null)]
    [InlineData("running", "build:succeeded switch:succeeded retire:running", null)]
    [InlineData("waiting", "build:succeeded switch:succeeded run:pending wait:waiting retire:pending", null)]
    [InlineData("waiting", "wait:waiting", null)]
    [InlineData("running", "build:failed start:compensating", null)]
    [InlineData("succeeded", "wait:succeeded", true)]
    [InlineData("rolledBack", "build:succeeded check:failed", false)]
    [InlineData("failed", "build:failed", false)]
    [InlineData("cancelled", "", false)]
    [InlineData("superseded", "", false)]
    [InlineData("needsAttention", "", false)]
    public void A_push_is_accepted_as_soon_as_nothing_but_the_retirement_is_left(string state, string steps, bool? accepted) => PushVerdict.Of(Run(state, steps)).ShouldBe(accepted);

    [Theory]
    [InlineData("rolledBack", " !     Run 7 failed and was rolled back: check: it answered 500")]
    [InlineData("failed", " !     Run 7 failed: check: it answered 500")]
    [InlineData("needsAttention", " !     Run 7 could not be rolled back, a person is needed: check: it answered 500")]
    [InlineData("cancelled", " !     Run 7 was cancelled")]
    [InlineData("superseded", " !     Run 7 was superseded by a newer one")]
    public void A_rejected_push_says_why(string state, string line) =>
        PushVerdict.Lines(Run(state, "") with { Error = new("checks.failed", "it answered 500", "Look at it.", null, "check") }).ShouldBe([line, "       Look at it."]);

    [Fact]
    public void A_run_that_does_nothing_says_what_it_waits_for()
    {
        var until = new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.FromHours(2));
        var asking = new StepView("approve", "approve", "waiting", 1, null, null, null, null, null, new ApprovalView("May it?", 1, [], [], IsOpen: true, []));
        var signal = new StepView("load-test", "signal", "waiting", 1, null, null, null, null, null, Signal: "tested");

        PushVerdict.Pause(Run("queued", "")).ShouldBe("-----> Run 7 waits for another one of shop");
        PushVerdict.Pause(Run("queued", "") with { Hold = new(until, "no deploys at night") }).ShouldBe("-----> Run 7 waits to begin until 2026-05-01 06:00:00 UTC: no deploys at night");
        PushVerdict.Pause(Run("waiting", "") with { Steps = [asking] }).ShouldBe("-----> approve waits for an approval: pdeploy runs approve 7");
        PushVerdict.Pause(Run("waiting", "") with { Steps = [signal] }).ShouldBe("-----> load-test waits for the signal tested");
        PushVerdict.Pause(Run("running", "build:running")).ShouldBeNull();
    }

    [Fact]
    public async Task A_hook_whose_server_is_gone_says_that_the_run_goes_on_and_rejects_the_push()
    {
        var place = Path.Combine(Directory.CreateTempSubdirectory("pdt-").FullName, "push.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(place));
        listener.Listen();
        using var output = new StringWriter();

        var hook = PushHook.RunAsync(name => name == PushRequest.SocketVariable ? place : null, new StringReader($"{Old} {New} refs/heads/main\n"), output);
        using (var server = await listener.AcceptAsync())
        {
            await server.SendAsync(Encoding.UTF8.GetBytes("say -----> Run 7 deploys main\n"));
            server.Shutdown(SocketShutdown.Send);
            (await hook).ShouldBe(1);
        }

        output.ToString().ShouldBe(
            "-----> Run 7 deploys main\n !     The connection to the server was lost; a run that it has started goes on\n       Push again when the server is back: that follows the run and starts no second one\n");
        listener.Close();
        Directory.Delete(Path.GetDirectoryName(place)!, recursive: true);
    }

    static async Task<PushRequest?> ReadAsync(params string[] lines)
    {
        using var reader = new StringReader(string.Concat(lines.Select(line => line + "\n")));
        return await PushRequest.ReadAsync(reader, CancellationToken.None);
    }

    static RunView Run(string state, string steps) => new(
        7, "shop", "blue-green", state, "git", "ann", null, default, null, null, null,
        [.. steps.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(step => step.Split(':')).Select(step => new StepView(step[0], step[0], step[1], 1, null, null, null, null, null))]);
}
