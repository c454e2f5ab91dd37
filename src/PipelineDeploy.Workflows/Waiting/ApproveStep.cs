using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Waiting;

/// <summary><c>approve</c>: goes on when enough people have said so, fails as soon as one of them says no.</summary>
public sealed class ApproveStep : IStepKind
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "approve";

    static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(365);

    /// <inheritdoc />
    public string Name => Kind;

    /// <inheritdoc />
    public string Title => "Approve";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("message", "What people are asked; May <app> go on? when left out.", DataType.Text),
        new("approvals", "How many people must approve.", DataType.Whole, Default: "1", Least: 1, Most: 100),
        new("from", "Who may answer: a list of names, or one text with commas; everybody when left out."),
        new("notAuthor", "true: not who started the run.", DataType.Boolean, Default: "false"),
        new("timeout", "How long it waits for answers, at most 365d.", DataType.Duration, Default: "7d"),
        new("onTimeout", "What follows then.", DataType.Text, Default: "fail", Allowed: ["fail", "reject", "approve"]),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs => [new("approvedBy", "Names of those who approved.", DataType.List)];

    /// <inheritdoc />
    public bool Compensates => false;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken) => Task.FromResult(Execute(context));

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    static StepOutcome Execute(StepContext context)
    {
        var asked = context.State is { } state ? Approval.Of(state) : Ask(context);
        if (context.State is null)
        {
            context.Log($"-----> {asked.Message}");
        }

        var heard = context.Signal is { } signal ? Hear(asked, Approval.VoteOf(signal), context) : asked;
        return heard switch
        {
            { Rejection: { } no } => Rejected(no),
            { IsGiven: true } => Approved(heard, $"approved by {Names(heard)}"),
            _ when context.Now >= heard.Until => TimedOut(heard),
            _ => new StepOutcome.WaitFor(Approval.SignalOf(context.StepId), heard.Until, heard.ToState(), Note(heard)),
        };
    }

    static Approval Ask(StepContext context)
    {
        var inputs = new WaitInputs(context.Inputs);
        var asked = new Approval(
            inputs.Whole("approvals", 1, 100),
            inputs.Names("from"),
            inputs.Flag("notAuthor") ? context.Authors : [],
            inputs.Text("message") ?? $"May {context.Subject} go on?",
            context.Now + inputs.Time("timeout", TimeSpan.FromDays(7), LongestTimeout),
            inputs.Choice<TimeoutVerdict>("onTimeout"),
            []);
        return asked.IsPossible ? asked : throw new UserErrorException(
            "approval.impossible",
            $"{asked.Needed} approvals are needed, but fewer people may give one",
            "Name more people under 'from', ask for fewer 'approvals', or leave 'notAuthor' out.");
    }

    static Approval Hear(Approval asked, Vote vote, StepContext context)
    {
        var heard = asked.With(vote);
        if (heard != asked)
        {
            context.Log($"       {vote.Actor} {(vote.Approves ? "approves" : "rejects")}{Said(vote)}");
        }

        return heard;
    }

    static StepOutcome.Done Approved(Approval given, string note) => new(
        new JsonObject { ["approvedBy"] = new JsonArray([.. given.Votes.Select(vote => JsonValue.Create(vote.Actor))]) }, note);

    static StepOutcome.Failed Rejected(Vote no) => new(
        new UserError("approval.rejected", $"{no.Actor} rejected it{Said(no)}", "Talk to them, then deploy again."));

    static StepOutcome TimedOut(Approval asked) => asked.OnTimeout switch
    {
        TimeoutVerdict.Approve => Approved(asked, $"{Count(asked)} in time, which is enough by 'onTimeout: approve'"),
        TimeoutVerdict.Reject => new StepOutcome.Failed(
            new UserError("approval.rejected", $"There were {Count(asked)} in time, which counts as a rejection", "Deploy again and answer in time.")),
        _ => new StepOutcome.Failed(
            new UserError("approval.timedOut", $"There were {Count(asked)} in time", "Deploy again and answer in time, or raise the step's 'timeout'.")),
    };

    static string Note(Approval asked) => $"{Count(asked)}{(asked.Votes.Count == 0 ? "" : $" ({Names(asked)})")}: {asked.Message}";

    static string Count(Approval asked) => $"{asked.Votes.Count} of {asked.Needed} approvals";

    static string Names(Approval asked) => string.Join(", ", asked.Votes.Select(vote => vote.Actor));

    static string Said(Vote vote) => string.IsNullOrWhiteSpace(vote.Comment) ? "" : $": {vote.Comment}";
}
