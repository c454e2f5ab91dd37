using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy hooks …</c>: webhooks of git hosts. Secrets and tokens come from standard input, never from an argument.</summary>
static class HooksCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("hooks", "Deploys an app when somebody pushes to its repository.", "pdeploy hooks create github -a shop", "pdeploy hooks deliveries 3f8a… -a shop")
        {
            List(host),
            Add(host),
            Show(host),
            Change(host),
            Status(host),
            Delete(host),
            HookDeliveriesCommand.Test(host),
            HookDeliveriesCommand.List(host),
            HookDeliveriesCommand.Redeliver(host),
        };

    static CliCommand List(CliHost host) =>
        new CliCommand("list", "Lists an app's webhooks.", "pdeploy hooks list -a shop").Does(host, async (session, _, cancellationToken) =>
        {
            var hooks = await session.Client.ListWebhooksAsync(session.App, cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(hooks, WireJson.Default.IReadOnlyListWebhookView);
            }
            else
            {
                session.Output.Table(["HOOK", "HOST", "REPOSITORY", "DEPLOYS UPON", "ENABLED", "REFUSED"], hooks.Select(hook => (IReadOnlyList<string>)
                    [hook.Id, hook.Host, hook.Repository ?? "(gitUrl)", Upon(hook), hook.Enabled ? "yes" : "no", hook.Refused == 0 ? "-" : $"{hook.Refused}"]));
            }

            return ExitCodes.Done;
        });

    static CliCommand Add(CliHost host)
    {
        var sender = new Argument<string>("host") { Description = "Who will send: github, gitlab, gitea, forgejo, bitbucket or generic." };
        var filter = new HookFilterOptions();
        var secret = new Option<bool>("--secret-stdin") { Description = "Read the secret from standard input; else a good one is made." };
        var command = new CliCommand(
            "create", "Makes a webhook and shows its address and, this once, its secret.",
            "pdeploy hooks create github --repository https://github.com/acme/shop.git -a shop", "pdeploy hooks create gitlab --branch main --path 'src/**' -a shop") { sender, secret };
        filter.AddTo(command);
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var given = parsed.GetValue(secret) ? (await ConfigInput.ReadAsync(session, "-", cancellationToken)).Trim() : null;
            var wanted = new CreateWebhook(
                parsed.GetRequiredValue(sender), parsed.GetValue(filter.Repository), HookFilterOptions.Names(parsed, filter.Branches), HookFilterOptions.Names(parsed, filter.Tags), HookFilterOptions.Names(parsed, filter.Paths),
                parsed.GetValue(filter.Releases) ?? false, given);
            Print(session, await session.Client.CreateWebhookAsync(session.App, wanted, cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand Show(CliHost host)
    {
        var hook = Hook();
        return new CliCommand("show", "Shows a webhook: its address, what deploys, and what was refused.", "pdeploy hooks show 3f8a… -a shop") { hook }.Does(host, async (session, parsed, cancellationToken) =>
        {
            Print(session, await session.Client.GetWebhookAsync(session.App, parsed.GetRequiredValue(hook), cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand Change(CliHost host)
    {
        var hook = Hook();
        var filter = new HookFilterOptions();
        var enabled = new Option<bool?>("--enabled") { HelpName = "true|false", Description = "Whether anything deploys." };
        var command = new CliCommand("change", "Changes what deploys; what is not named stays as it is.", "pdeploy hooks change 3f8a… --branch main --branch 'release/*' -a shop") { hook, enabled };
        filter.AddTo(command);
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var change = new ChangeWebhook(
                parsed.GetValue(filter.Repository), HookFilterOptions.Names(parsed, filter.Branches), HookFilterOptions.Names(parsed, filter.Tags), HookFilterOptions.Names(parsed, filter.Paths), parsed.GetValue(filter.Releases), parsed.GetValue(enabled));
            Print(session, await session.Client.ChangeWebhookAsync(session.App, parsed.GetRequiredValue(hook), change, cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand Status(CliHost host)
    {
        var hook = Hook();
        var off = new Option<bool>("--off") { Description = "Forget the token, and tell nothing from now on." };
        var command = new CliCommand(
            "status", "Tells the host what became of each commit, by a token of its API from standard input.", "pdeploy hooks status 3f8a… -a shop < token.txt", "pdeploy hooks status 3f8a… --off -a shop") { hook, off };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var token = parsed.GetValue(off) ? "" : session.Environment.AskSecret is { } ask ? ask("Token: ")?.Trim() : (await ConfigInput.ReadAsync(session, "-", cancellationToken)).Trim();
            if (token is null || (token.Length == 0 && !parsed.GetValue(off)))
            {
                throw CliException.Usage("No token was given.", "Pipe it in, or forget the one there is with --off.");
            }

            Print(session, await session.Client.ChangeWebhookAsync(session.App, parsed.GetRequiredValue(hook), new ChangeWebhook(StatusToken: token), cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand Delete(CliHost host)
    {
        var hook = Hook();
        return new CliCommand("delete", "Removes a webhook with its deliveries; the runs they started go on.", "pdeploy hooks delete 3f8a… -a shop") { hook }.Does(host, async (session, parsed, cancellationToken) =>
        {
            var removed = await session.Client.DeleteWebhookAsync(session.App, parsed.GetRequiredValue(hook), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(removed, WireJson.Default.WebhookView);
            }
            else
            {
                session.Output.Line($"webhook {removed.Id} of {removed.App} removed");
            }

            return ExitCodes.Done;
        });
    }

    /// <summary>Which webhook.</summary>
    public static Argument<string> Hook() => new("hook") { Description = "The webhook, as pdeploy hooks list shows it." };

    static void Print(Session session, WebhookView hook)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(hook, WireJson.Default.WebhookView);
            return;
        }

        session.Output.Line($"address     {hook.Url}");
        if (hook.Secret is { } secret)
        {
            session.Output.Line($"secret      {secret}");
            session.Output.Say("The secret is not shown again. Give both to the host; docs/webhooks.md says into which fields.");
        }

        session.Output.Line($"host        {hook.Host}");
        session.Output.Line($"repository  {hook.Repository ?? "what the setting gitUrl says"}");
        session.Output.Line($"deploys     {(hook.Enabled ? $"upon {Upon(hook)}" : "nothing: it is switched off")}");
        session.Output.Line($"statuses    {(hook.TellsStatus ? "are told to the host" : "are not told")}");
        if (hook.Refused > 0)
        {
            session.Output.Line($"refused     {hook.Refused}, last {RunsCommand.Clock(hook.RefusedAt!.Value, session)}: {hook.RefusedReason}");
        }
    }

    static string Upon(WebhookView hook)
    {
        var branches = hook.Branches.Count == 0 ? "branches of deployBranch" : string.Join(", ", hook.Branches);
        return string.Join("; ", new[]
        {
            branches, hook.Tags.Count == 0 ? null : $"tags {string.Join(", ", hook.Tags)}", hook.Releases ? "releases" : null, hook.Paths.Count == 0 ? null : $"files {string.Join(", ", hook.Paths)}",
        }.OfType<string>());
    }
}
