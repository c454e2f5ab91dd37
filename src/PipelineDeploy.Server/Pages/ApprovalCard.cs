using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.Pages;

/// <summary>What a run waits for people to say: what is asked, who has answered, and the two buttons.</summary>
static class ApprovalCard
{
    /// <summary>The cards of the steps of a run that ask, or have asked.</summary>
    public static IEnumerable<Html> Of(RunFacts facts) => facts.Run.Steps.Where(step => step.Approval is not null).Select(step => Card(facts, step, step.Approval!));

    static Html Card(RunFacts facts, StepView step, ApprovalView asked) => Html.Of(
        $"""
        <section class="card approval {(asked.IsOpen ? "open" : "")}" aria-labelledby="approval-{step.Id}">
        <h2 id="approval-{step.Id}">{step.Id}: {PlainText.Of(asked.Message)}</h2>
        <p class="dim">{asked.Votes.Count(vote => vote.Verdict == "approved")} of {asked.Needed} approvals{Who(asked)} {(asked.IsOpen && step.WaitingUntil is { } until ? Moment.Until(until) : Html.Empty)}</p>
        {(asked.Votes.Count == 0 ? Html.Empty : Html.Of($"<ul class=\"votes\">{asked.Votes.Select(Vote)}</ul>"))}
        {(asked.IsOpen ? Answer(facts, step, asked) : Html.Empty)}
        </section>
        """);

    static string Who(ApprovalView asked) =>
        (asked.From.Count == 0 ? "" : $", from {string.Join(", ", asked.From)}") + (asked.NotBy.Count == 0 ? "" : $", not from {string.Join(", ", asked.NotBy)}");

    static Html Vote(VoteView vote) => Html.Of(
        $"""<li>{Moment.Clock(vote.At)} <strong>{vote.Actor}</strong> {vote.Verdict}{(string.IsNullOrWhiteSpace(vote.Comment) ? "" : ": " + PlainText.Of(vote.Comment))}</li>""");

    static Html Answer(RunFacts facts, StepView step, ApprovalView asked) => facts.MayDeploy && asked.MayAnswer(facts.User)
        ? Html.Of(
            $"""
            <form method="post" action="/runs/{facts.Run.Id}/approve">{facts.FormField}
            <input type="hidden" name="step" value="{step.Id}">
            <label for="comment-{step.Id}">Comment</label> <input type="text" id="comment-{step.Id}" name="comment" maxlength="1000" autocomplete="off">
            <button class="button primary" id="approve-{step.Id}">Approve</button>
            <button class="button" id="reject-{step.Id}" formaction="/runs/{facts.Run.Id}/reject">Reject</button>
            </form>
            """)
        : Html.Of($"""<p class="dim">{(asked.NotBy.Contains(facts.User) ? "This run is yours, so somebody else must answer." : facts.MayDeploy ? "You are not among those who are asked." : "Only those who may deploy this app can answer.")}</p>""");
}
