using PipelineDeploy.Deploys.Repositories;

namespace PipelineDeploy.Server.Git;

/// <summary>Lends a repository, and a ticket to the hook in it, to a git that serves somebody.</summary>
sealed class GitServing(AppRepositories repositories, PushTickets tickets, PushSocket socket)
{
    static readonly string[] Inherited = ["DOTNET_ROOT", "LD_LIBRARY_PATH"];

    /// <summary>Serves.</summary>
    /// <param name="push">For which app and whom.</param>
    /// <param name="serve">Runs git in the environment that it is given.</param>
    /// <param name="cancellationToken">Ends it as long as git has not begun.</param>
    /// <exception cref="Workflows.UserErrorException"><c>app.notFound</c>.</exception>
    public async Task ServeAsync(Push push, Func<AppRepository, Dictionary<string, string>, Task> serve, CancellationToken cancellationToken)
    {
        var repository = await repositories.OpenAsync(push.App, cancellationToken);
        var ticket = tickets.Issue(push);
        try
        {
            var environment = repository.ServingEnvironment(socket.Hooks);
            environment[PushRequest.SocketVariable] = socket.Place;
            environment[PushRequest.TicketVariable] = ticket;
            // The hook lives for one question.
            environment["DOTNET_gcServer"] = "0";
            environment["DOTNET_EnableDiagnostics"] = "0";
            foreach (var name in Inherited)
            {
                if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                {
                    environment[name] = value;
                }
            }

            await serve(repository, environment);
        }
        finally
        {
            tickets.Withdraw(ticket);
        }
    }
}
