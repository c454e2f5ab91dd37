using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary>What came to a webhook: <c>pdeploy hooks test|deliveries|redeliver</c>.</summary>
static class HookDeliveriesCommand
{
    public static CliCommand Test(CliHost host)
    {
        var hook = HooksCommand.Hook();
        var command = new CliCommand("test", "Fetches what a push would deploy, and deploys nothing.", "pdeploy hooks test 3f8a… -a shop") { hook };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var delivery = await session.Client.TestWebhookAsync(session.App, parsed.GetRequiredValue(hook), cancellationToken);
            Print(session, delivery);
            return delivery.Verdict == "tested" ? ExitCodes.Done : ExitCodes.Failed;
        });
    }

    public static CliCommand List(CliHost host)
    {
        var hook = HooksCommand.Hook();
        var limit = new Option<int>("--limit") { HelpName = "count", Description = "At most so many.", DefaultValueFactory = _ => 20 };
        var before = new Option<long?>("--before") { HelpName = "number", Description = "Only older ones than this." };
        var command = new CliCommand(
            "deliveries", "Lists what came to a webhook, what became of it and why.", "pdeploy hooks deliveries 3f8a… -a shop", "pdeploy hooks deliveries 3f8a… --json -a shop") { hook, limit, before };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var page = await session.Client.ListDeliveriesAsync(session.App, parsed.GetRequiredValue(hook), parsed.GetValue(limit), parsed.GetValue(before), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(page, WireJson.Default.DeliveryPage);
            }
            else
            {
                session.Output.Table(["DELIVERY", "AT", "EVENT", "REF", "VERDICT", "RUN", "STATUS", "REASON"], page.Items.Select(one => (IReadOnlyList<string>)
                    [$"{one.Id}", RunsCommand.Clock(one.ReceivedAt, session), one.Event, one.Ref ?? "-", Verdict(one), one.Run is { } run ? $"{run}" : "-", StatusOf(one), one.Reason]));
            }

            return ExitCodes.Done;
        });
    }

    public static CliCommand Redeliver(CliHost host)
    {
        var hook = HooksCommand.Hook();
        var number = new Argument<long>("delivery") { Description = "The delivery, as pdeploy hooks deliveries shows it." };
        var command = new CliCommand("redeliver", "Takes a delivery once more, as the webhook is now.", "pdeploy hooks redeliver 3f8a… 12 -a shop") { hook, number };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            Print(session, await session.Client.RedeliverAsync(session.App, parsed.GetRequiredValue(hook), parsed.GetValue(number), cancellationToken));
            return ExitCodes.Done;
        });
    }

    static void Print(Session session, DeliveryView delivery)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(delivery, WireJson.Default.DeliveryView);
        }
        else
        {
            session.Output.Line($"delivery {delivery.Id} {delivery.Verdict}: {delivery.Reason}");
        }
    }

    static string Verdict(DeliveryView delivery) => delivery.Repeats == 0 ? delivery.Verdict : $"{delivery.Verdict} (+{delivery.Repeats} repeated)";

    static string StatusOf(DeliveryView delivery)
    {
        var status = Told(delivery.Status, delivery.StatusError);
        return delivery is { Deployment: null, DeploymentError: null } ? status : $"{status}; deployment {Told(delivery.Deployment, delivery.DeploymentError)}";
    }

    static string Told(string? word, string? error) => error is null ? word ?? "-" : $"{word ?? "untold"}: {error}";
}
