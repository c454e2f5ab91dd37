using System.CommandLine;
using PipelineDeploy.Cli.Output;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy promote</c>.</summary>
static class PromoteCommand
{
    public static Command Create(CliHost host)
    {
        var from = new Argument<string>("from") { Description = "The app that has the release." };
        var release = Checked.Release("The release; the one that serves there when left out.", isOptional: true);
        var detach = new Option<bool>("--detach") { Description = "Do not wait for the run." };
        var timeout = Checked.Duration("--timeout", "Stop waiting after this long; the run goes on.");
        var command = new CliCommand(
            "promote", "Deploys the image of another app's release, with this app's config and without a build.",
            "pdeploy promote api-staging -a api-production", "pdeploy promote api-staging v7 -a api-production")
        {
            from,
            release,
            detach,
            timeout,
        };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var wanted = new Promote(parsed.GetRequiredValue(from), parsed.GetValue(release) is > 0 and var number ? number : null);
            var key = Guid.CreateVersion7(session.Environment.Time.GetUtcNow()).ToString();
            var run = await session.Client.PromoteAsync(session.App, wanted, key, cancellationToken);
            session.Output.Say($"Run {run.Id} of {run.App} takes the image of {wanted.From} and is {run.State}");
            return parsed.GetValue(detach)
                ? RunWatching.Leave(session.Output, run)
                : await RunWatching.WatchAsync(session, run.Id, parsed.GetValue(timeout), cancellationToken);
        });
    }
}
