using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary>What people and programs say to a run that waits: <c>pdeploy runs approve</c>, <c>reject</c> and <c>signal</c>.</summary>
static class RunAnswers
{
    public static Command Approve(CliHost host) => Answer(
        host, "approve", "Approves what a run waits for.", "approved", (client, run, answer, cancellationToken) => client.ApproveRunAsync(run, answer, cancellationToken));

    public static Command Reject(CliHost host) => Answer(
        host, "reject", "Rejects what a run waits for; what it did is undone.", "rejected",
        (client, run, answer, cancellationToken) => client.RejectRunAsync(run, answer, cancellationToken));

    public static Command Signal(CliHost host)
    {
        var run = Checked.Run();
        var name = new Argument<string>("name") { Description = "The signal's name." };
        var payload = new Option<string?>("--payload") { HelpName = "json", Description = "What the step gets, as JSON." };
        var id = new Option<string?>("--id") { HelpName = "id", Description = "Sending the same id again changes nothing." };
        var command = new CliCommand("signal", "Sends a run a signal that a step waits for, or will.", "pdeploy runs signal 12 tests-passed --payload '{\"build\":7}'") { run, name, payload, id };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var signal = new SendSignal(parsed.GetValue(id), Parse(parsed.GetValue(payload)));
            var told = await session.Client.SendSignalAsync(parsed.GetValue(run), parsed.GetValue(name)!, signal, cancellationToken);
            return Report(session, told, $"run {told.Id} of {told.App} has the signal {parsed.GetValue(name)}");
        });
    }

    static CliCommand Answer(
        CliHost host, string verb, string description, string done, Func<PipelineDeployClient, long, AnswerApproval, CancellationToken, Task<RunView>> send)
    {
        var run = Checked.Run();
        var step = new Option<string?>("--step") { HelpName = "step", Description = "The step that asks, when there is more than one." };
        var comment = new Option<string?>("--comment") { HelpName = "text", Description = "Why; everybody sees it." };
        var command = new CliCommand(verb, description, $"pdeploy runs {verb} 12 --comment \"...\"") { run, step, comment };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var told = await send(session.Client, parsed.GetValue(run), new AnswerApproval(parsed.GetValue(step), parsed.GetValue(comment)), cancellationToken);
            return Report(session, told, $"you {done} run {told.Id} of {told.App}");
        });
    }

    static int Report(Session session, RunView run, string text)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(run, WireJson.Default.RunView);
        }
        else
        {
            session.Output.Line(text);
        }

        return ExitCodes.Done;
    }

    static JsonNode? Parse(string? payload)
    {
        try
        {
            return payload is null ? null : JsonNode.Parse(payload);
        }
        catch (JsonException)
        {
            throw CliException.Usage($"--payload must be JSON, not '{payload}'.");
        }
    }
}
