using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Pages;
using RunPage = PipelineDeploy.Server.Pages.RunPage;

namespace PipelineDeploy.Server.Tests.Pages;

public sealed class RunPageTests
{
    static readonly RunError CheckFailed = new("checks.failed", "GET /health answered 500", "Look at the answer.", "The answer:\n\u001b[31m<b>boom</b>\u001b[0m", "check");

    [Fact]
    public void A_failed_run_shows_its_cause_before_anything_else()
    {
        var page = Render(Sample.Run("rolledBack", CheckFailed, Sample.Step("build", "succeeded"), Sample.Step("check", "failed", error: CheckFailed)));

        var cause = page.IndexOf("<h2 id=\"why\">check: GET /health answered 500</h2>", StringComparison.Ordinal);
        cause.ShouldBeInRange(0, page.IndexOf("id=\"steps\"", StringComparison.Ordinal));
        page.ShouldContain("<p>Look at the answer.</p>");
        page.ShouldContain("The answer:\n&lt;b&gt;boom&lt;/b&gt;</pre>");
        page.ShouldContain("v4 serves.");
    }

    [Fact]
    public void A_run_that_is_still_undoing_tells_the_cause_already()
    {
        var page = Render(Sample.Run("running", null, Sample.Step("start", "compensating"), Sample.Step("check", "failed", error: CheckFailed)));

        page.ShouldContain("<h2 id=\"why\">check: GET /health answered 500</h2>");
        page.ShouldContain("What it did is being undone.");
    }

    [Fact]
    public void A_run_that_needs_a_person_says_so() =>
        Render(Sample.Run("needsAttention", CheckFailed)).ShouldContain("A person must look");

    [Fact]
    public void A_waiting_step_shows_its_deadline()
    {
        var page = Render(Sample.Run("waiting", null, Sample.Step("check", "waiting", "attempt 2 of 5", Sample.Now.AddSeconds(36))));

        page.ShouldContain("attempt 2 of 5 <span class=\"until\">until <time datetime=\"2026-03-01T14:00:36.000Z\"");
        page.ShouldContain(">14:00:36</time>");
    }

    [Fact]
    public void A_skipped_step_has_no_times()
    {
        var page = Render(Sample.Run("failed", CheckFailed, Sample.Step("switch", "skipped")));

        page.ShouldContain("<tr class=\"skipped\"><th scope=\"row\">switch</th>");
        page.ShouldNotContain("<rect");
    }

    [Fact]
    public void A_state_is_a_word_and_not_only_a_colour()
    {
        string[] states = ["queued", "running", "waiting", "succeeded", "failed", "rolledBack", "cancelled", "superseded", "needsAttention"];
        string[] words = ["queued", "running", "waiting", "succeeded", "failed", "failed, rolled back", "cancelled", "superseded", "needs a person"];

        states.Select(state => StatusMark.OfRun(Sample.Run(state)).ToString()).Zip(words).ShouldAllBe(pair => pair.First.EndsWith($"</svg>{pair.Second}</span>", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_an_unfinished_run_can_be_cancelled_and_is_watched()
    {
        var unfinished = Render(Sample.Run("running"));
        var finished = Render(Sample.Run());

        unfinished.ShouldContain("action=\"/runs/12/cancel\"");
        unfinished.ShouldContain("data-events=\"/api/v1/runs/12/events\"");
        unfinished.ShouldContain("<noscript><meta http-equiv=\"refresh\"");
        finished.ShouldNotContain("/cancel");
        finished.ShouldNotContain("data-events");
        finished.ShouldNotContain("http-equiv=\"refresh\"");
    }

    [Fact]
    public void An_open_approval_shows_what_is_asked_who_answered_and_the_buttons()
    {
        var page = Render(Asking(isOpen: true), "bob");

        page.ShouldContain("<h2 id=\"approval-may-we\">may-we: Ship &lt;it&gt;?</h2>");
        page.ShouldContain("1 of 2 approvals, from ada, bob, not from ada");
        page.ShouldContain("<strong>bob</strong> approved: &lt;b&gt;fine&lt;/b&gt;</li>");
        page.ShouldContain("action=\"/runs/12/approve\"");
        page.ShouldContain("formaction=\"/runs/12/reject\"");
        page.ShouldNotContain(" style=");
    }

    [Theory]
    [InlineData("ada", "This run is yours, so somebody else must answer.")]
    [InlineData("mallory", "You are not among those who are asked.")]
    public void Whoever_may_not_answer_is_told_why_and_gets_no_button(string user, string says)
    {
        var page = Render(Asking(isOpen: true), user);

        page.ShouldContain(says);
        page.ShouldNotContain("/runs/12/approve");
    }

    [Fact]
    public void An_approval_that_is_over_shows_the_answers_and_no_buttons()
    {
        var page = Render(Asking(isOpen: false), "bob");

        page.ShouldContain("<strong>bob</strong> approved");
        page.ShouldNotContain("/runs/12/approve");
    }

    [Theory]
    [InlineData("failed", true)]
    [InlineData("needsAttention", true)]
    [InlineData("succeeded", false)]
    [InlineData("superseded", false)]
    [InlineData("running", false)]
    public void Only_a_run_that_ended_without_success_can_be_retried(string state, bool canBe) =>
        Render(Sample.Run(state)).Contains("action=\"/runs/12/retry\"", StringComparison.Ordinal).ShouldBe(canBe);

    [Fact]
    public void A_retry_leads_to_the_run_that_it_goes_on_with() =>
        Render(Sample.Run("running") with { RetryOf = 11 }).ShouldContain("<a href=\"/runs/11\">run 11</a>");

    [Fact]
    public void No_line_of_the_log_becomes_a_tag()
    {
        var page = Render(Sample.Run(), Sample.Line(7, "\u001b[1m</div><script>alert(1)</script>"));

        page.ShouldContain("<span class=\"text\">&lt;/div&gt;&lt;script&gt;alert(1)&lt;/script&gt;</span>");
        page.ShouldContain("data-last=\"7\"");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_cut_log_says_where_the_rest_is(bool hasMore)
    {
        var page = RunPage.Render(new RunFacts(Sample.Run(), 4, [Sample.Line(7, "x")], hasMore), Sample.Now).Whole();

        page.ShouldContain("pdeploy runs logs 12");
        page.Contains("id=\"more\" hidden", StringComparison.Ordinal).ShouldBe(!hasMore);
    }

    [Fact]
    public void The_page_has_no_script_or_style_of_its_own_because_its_policy_forbids_them()
    {
        var page = Render(Sample.Run("waiting", CheckFailed, Sample.Step("check", "waiting", "attempt 2 of 5", Sample.Now)), Sample.Line(1, "x"));

        page.ShouldNotContain("<style");
        page.ShouldNotContain(" style=");
        page.ShouldNotMatch("<script(?! src=\"/assets/page.js)");
        page.ShouldNotMatch(" on[a-z]+=");
    }

    [Fact]
    public void What_the_checks_have_seen_is_shown_newest_first_and_cannot_act()
    {
        var wrong = new AskedCheckView("http://localhost/", "\"ok\"", false, "answered 500", 500, 12.4, "<b>boom</b>\u001b[2J", "a note");
        CheckAttemptView[] attempts = [new("check", null, 1, Sample.Now, [wrong]), new("check", null, 2, Sample.Now, [wrong with { Passed = true, Cause = "answered 200 OK", Status = 200, Body = null }])];

        var page = RunPage.Render(new RunFacts(Sample.Run(), 4, [], HasMore: false, Checks: attempts), Sample.Now).Whole();

        page.IndexOf("answered 200 OK", StringComparison.Ordinal).ShouldBeInRange(0, page.IndexOf("answered 500", StringComparison.Ordinal));
        page.ShouldContain("&lt;b&gt;boom&lt;/b&gt;");
        page.ShouldContain("12 ms");
        page.ShouldNotContain("\u001b");
        Render(Sample.Run()).ShouldNotContain("id=\"checks\"");
    }

    static RunView Asking(bool isOpen)
    {
        var asked = new ApprovalView("Ship <it>?", 2, ["ada", "bob"], ["ada"], isOpen, [new VoteView("bob", "approved", "<b>fine</b>", Sample.Now)]);
        return Sample.Run("waiting", null, Sample.Step("may-we", "waiting", "1 of 2 approvals", Sample.Now.AddDays(1)) with { Approval = asked });
    }

    static string Render(RunView run, string user) => RunPage.Render(new RunFacts(run, 4, [], HasMore: false, user), Sample.Now).Whole();

    static string Render(RunView run, params RunLogLine[] log) => RunPage.Render(new RunFacts(run, 4, log, HasMore: false), Sample.Now).Whole();
}
