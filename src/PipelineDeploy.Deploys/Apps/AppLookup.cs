using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Apps;

/// <summary>Finds apps that must be there.</summary>
public static class AppLookup
{
    /// <summary>The app of that name.</summary>
    /// <exception cref="UserErrorException"><c>app.notFound</c>.</exception>
    public static async Task<App> RequireAsync(this IAppStore apps, string name, CancellationToken cancellationToken) =>
        await apps.FindAsync(name, cancellationToken)
        ?? throw new UserErrorException(NotFound(name));

    /// <summary>What is said of an app that is not there, or that one may not see.</summary>
    public static UserError NotFound(string name) => new("app.notFound", $"There is no app '{name}'", $"Create it with: pdeploy apps create {name}");
}
