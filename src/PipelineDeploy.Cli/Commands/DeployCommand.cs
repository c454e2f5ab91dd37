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
        var folder = new Option<string?>("--path") { HelpName = "folder", Description = "The same as the argument." };
        var detach = new Option<bool>("--detach") { Description = "Do not wait for the run." };
        var timeout = Checked.Duration("--timeout", "Stop waiting after this long; the run goes on.");
        var pipeline = new Option<string?>("--pipeline") { HelpName = "name", Description = "The pipeline to run; else the app's setting 'pipeline'." };
        var inputs = new Option<string[]>("--input") { HelpName = "name=value", Description = "An input of the pipeline; may be repeated." };
        var image = new Option<string?>("--image") { HelpName = "name", Description = "Deploy this image instead of a folder: a name with a tag or digest, or an id." };
        var git = new Option<string?>("--git") { HelpName = "url", Description = "Deploy this repository instead of a folder; the server fetches it." };
        var reference = new Option<string?>("--ref") { HelpName = "ref", Description = "A branch, a tag or a commit of it; without --git of the app's setting 'gitUrl'." };
        var rebuild = new Option<bool>("--rebuild") { Description = "Build what serves once more, with the settings of now." };
        var command = new CliCommand(
            "deploy", "Sends a folder and watches its deploy.", "pdeploy deploy -a shop", "pdeploy deploy ./shop -a shop --timeout 10m", "pdeploy deploy -a shop --image registry.example.com/shop:v3",
            "pdeploy deploy -a shop --git https://git.example.com/shop.git --ref v1.4", "pdeploy deploy -a shop --rebuild")
        {
            path,
            folder,
            image,
            git,
            reference,
            rebuild,
            detach,
            timeout,
            pipeline,
            inputs,
        };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var choice = new PipelineChoice(parsed.GetValue(pipeline), InputsOf(parsed.GetValue(inputs) ?? []));
            var source = new GitSource(parsed.GetValue(git), parsed.GetValue(reference));
            RequireOne(
                (parsed.GetValue(image) is not null, "--image deploys an image"), (source != new GitSource(null, null), "--git and --ref deploy a repository"),
                (parsed.GetValue(rebuild), "--rebuild deploys what serves"), (parsed.GetResult(path) is { Implicit: false }, "a folder is given"), (parsed.GetValue(folder) is not null, "--path names a folder"));
            var run = parsed.GetValue(image) is { } name ? await session.Client.StartImageDeployAsync(session.App, name, trigger: "cli", NewKey(session), choice, cancellationToken)
                : source != new GitSource(null, null) ? await session.Client.StartGitDeployAsync(session.App, source, trigger: "cli", NewKey(session), choice, cancellationToken)
                : parsed.GetValue(rebuild) ? await StartRebuildAsync(session, choice, cancellationToken)
                : await StartFolderAsync(session, parsed.GetValue(folder) ?? parsed.GetRequiredValue(path), choice, cancellationToken);
            session.Output.Say($"Run {run.Id} of {run.App} is {run.State}{(run.Git is { } from ? $"; it builds {from.Url} at {from.Ref}, commit {from.Commit}" : "")}");
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

    static async Task<RunView> StartRebuildAsync(Session session, PipelineChoice choice, CancellationToken cancellationToken)
    {
        if (choice.Pipeline is not null || choice.Inputs.Count > 0)
        {
            throw CliException.Usage("--rebuild takes the pipeline and the inputs that the serving version was deployed with.", "Leave out --pipeline and --input.");
        }

        return await session.Client.StartRebuildAsync(session.App, trigger: "cli", NewKey(session), cancellationToken);
    }

    static void RequireOne(params (bool IsGiven, string What)[] sources)
    {
        if (sources.Where(source => source.IsGiven).ToList() is [var first, var second, ..])
        {
            throw CliException.Usage($"{first.What}, and {second.What} too.", "Leave out one of them.");
        }
    }

    /// <summary>Makes a request that is sent twice one run.</summary>
    internal static string NewKey(Session session) => Guid.CreateVersion7(session.Environment.Time.GetUtcNow()).ToString();

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
