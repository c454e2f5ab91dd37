using System.CommandLine;
using PipelineDeploy.Cli.Output;
using PipelineDeploy.Cli.Sources;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy swap</c>: the docker-compose recipe for the project in a folder, with no other set-up.</summary>
static class SwapCommand
{
    const string Pipeline = "compose-swap";

    public static Command Create(CliHost host)
    {
        var service = new Argument<string?>("service") { Description = "The service of the compose file.", Arity = ArgumentArity.ZeroOrOne };
        var health = new Argument<string?>("health command") { Description = "Run inside the new container; exit code 0 is healthy.", Arity = ArgumentArity.ZeroOrOne };
        var path = new Option<string>("--path") { HelpName = "folder", Description = "The project's folder.", DefaultValueFactory = _ => "." };
        var project = new Option<string?>("--project") { HelpName = "name", Description = "The project's name. Else COMPOSE_PROJECT_NAME, 'name:' in the file, the folder's name." };
        var detach = new Option<bool>("--detach") { Description = "Do not wait for the run." };
        var timeout = Checked.Duration("--timeout", "Stop waiting after this long; the run goes on.");
        var command = new CliCommand(
            "swap", "Replaces a service of a compose project without losing a request. It is the app <project>-<service>, which is made when it is not there; else -a.",
            "pdeploy swap web \"./healthcheck\"", "pdeploy swap web \"wget -qO- localhost:3000/health\" --project shop --timeout 10m")
        {
            service,
            health,
            path,
            project,
            detach,
            timeout,
        };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            session.Folder = SourceTar.Folder(parsed.GetRequiredValue(path), session.Environment.WorkingDirectory);
            var composed = ComposeProject.Read(session.Folder, parsed.GetValue(project) ?? session.Environment["COMPOSE_PROJECT_NAME"]);
            var (name, check) = Wanted(composed, parsed.GetValue(service), parsed.GetValue(health));
            var run = await StartAsync(session, composed, name, check, cancellationToken);
            session.Output.Say($"Run {run.Id} of {run.App} is {run.State}");
            return parsed.GetValue(detach)
                ? RunWatching.Leave(session.Output, run)
                : await RunWatching.WatchAsync(session, run.Id, parsed.GetValue(timeout), cancellationToken);
        });
    }

    static (string Service, string Health) Wanted(ComposeProject composed, string? service, string? health) =>
        service is null ? throw CliException.Usage("Which service?", $"Those of {composed.File}: {string.Join(", ", composed.Services)}.")
        : !composed.Services.Contains(service) ? throw CliException.Usage($"{composed.File} has no service '{service}'.", $"Those there are: {string.Join(", ", composed.Services)}.")
        : string.IsNullOrWhiteSpace(health) ? throw CliException.Usage("Which health command?", $"Name what is run inside the new container: pdeploy swap {service} \"./healthcheck\"")
        : (service, health);

    static async Task<RunView> StartAsync(Session session, ComposeProject composed, string service, string health, CancellationToken cancellationToken)
    {
        // Another service of the folder is another app, so neither its file nor the environment can name it.
        var app = session.Flags.App ?? composed.AppOf(service);
        await EnsureAsync(session, app, cancellationToken);
        session.Output.Say($"Sending {session.Folder} to {app} at {Session.Name(session.Connection.Server)}");
        var choice = new PipelineChoice(Pipeline, new Dictionary<string, string>
        {
            ["composeService"] = service,
            ["healthCheckCommand"] = health,
            ["composeProject"] = composed.Name,
        });
        return await session.Client.StartDeployAsync(
            app, (body, stop) => SourceTar.WriteAsync(session.Folder, body, stop), trigger: "cli", DeployCommand.NewKey(session), choice, cancellationToken);
    }

    static async Task EnsureAsync(Session session, string app, CancellationToken cancellationToken)
    {
        try
        {
            await session.Client.GetAppAsync(app, cancellationToken);
        }
        catch (ApiException e) when (e.Problem.Status == 404)
        {
            var made = await session.Client.CreateAppAsync(new CreateApp(app), cancellationToken);
            session.Output.Say($"Made the app {made.Name}{(made.Urls.Count > 0 ? $", which answers at {made.Urls[0]}" : "")}");
        }
    }
}
