using System.CommandLine;
using PipelineDeploy.Cli.Output;
using PipelineDeploy.Cli.Sources;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy deploy</c>.</summary>
static class DeployCommand
{
    public static Command Create(CliHost host)
    {
        var path = new Argument<string>("path") { Description = "The folder to deploy.", DefaultValueFactory = _ => "." };
        var detach = new Option<bool>("--detach") { Description = "Do not wait for the run." };
        var timeout = Checked.Duration("--timeout", "Stop waiting after this long; the run goes on.");
        var pipeline = new Option<string?>("--pipeline") { HelpName = "name", Description = "The pipeline to run; else the app's setting 'pipeline'." };
        var inputs = new Option<string[]>("--input") { HelpName = "name=value", Description = "An input of the pipeline; may be repeated." };
        var image = new Option<string?>("--image") { HelpName = "name", Description = "Deploy this image instead of a folder: a name with a tag or digest, or an id." };
        var command = new CliCommand(
            "deploy", "Sends a folder and watches its deploy.", "pdeploy deploy -a shop", "pdeploy deploy ./shop -a shop --timeout 10m", "pdeploy deploy -a shop --image registry.example.com/shop:v3")
        {
            path,
            image,
            detach,
            timeout,
            pipeline,
            inputs,
        };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var choice = new PipelineChoice(parsed.GetValue(pipeline), InputsOf(parsed.GetValue(inputs) ?? []));
            var run = parsed.GetValue(image) is { } name
                ? await StartImageAsync(session, parsed.GetResult(path) is { Implicit: false }, name, choice, cancellationToken)
                : await StartFolderAsync(session, parsed.GetRequiredValue(path), choice, cancellationToken);
            session.Output.Say($"Run {run.Id} of {run.App} is {run.State}");
            return parsed.GetValue(detach)
                ? RunWatching.Leave(session.Output, run)
                : await RunWatching.WatchAsync(session, run.Id, parsed.GetValue(timeout), cancellationToken);
        });
    }

    static async Task<RunView> StartFolderAsync(Session session, string path, PipelineChoice choice, CancellationToken cancellationToken)
    {
        session.Folder = SourceTar.Folder(path, session.Environment.WorkingDirectory);
        var app = session.App;
        var client = session.Client;
        session.Output.Say($"Sending {session.Folder} to {app} at {Session.Name(session.Connection.Server)}");
        return await client.StartDeployAsync(
            app, (body, stop) => SourceTar.WriteAsync(session.Folder, body, stop), trigger: "cli", NewKey(session), choice, cancellationToken);
    }

    static async Task<RunView> StartImageAsync(Session session, bool isFolderGiven, string image, PipelineChoice choice, CancellationToken cancellationToken)
    {
        if (isFolderGiven)
        {
            throw CliException.Usage("--image deploys an image, and a folder is given too.", "Leave out one of them.");
        }

        return await session.Client.StartImageDeployAsync(session.App, image, trigger: "cli", NewKey(session), choice, cancellationToken);
    }

    static string NewKey(Session session) => Guid.CreateVersion7(session.Environment.Time.GetUtcNow()).ToString();

    static Dictionary<string, string> InputsOf(string[] pairs)
    {
        var inputs = new Dictionary<string, string>();
        foreach (var pair in pairs)
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } name, var value] || !inputs.TryAdd(name, value))
            {
                throw CliException.Usage($"'{pair}' is no input, or stands there twice.", "Write each as --input name=value.");
            }
        }

        return inputs;
    }
}
