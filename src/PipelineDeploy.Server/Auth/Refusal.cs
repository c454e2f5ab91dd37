using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Runs;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Auth;

/// <summary>What is answered to somebody who may not do something.</summary>
static class Refusal
{
    /// <summary>The error, or null when it is allowed. What one may not see is answered as if it were not there.</summary>
    /// <param name="rights">The caller's.</param>
    /// <param name="needed">The role that it takes.</param>
    /// <param name="app">The app it is about; null for none.</param>
    /// <param name="run">The run it is about; null for none.</param>
    public static UserError? Of(Rights rights, Role needed, string? app, long? run) => rights.On(app) switch
    {
        { } role when role >= needed => null,
        null when run is { } id => RunEndpoints.NotFound(id),
        null when app is not null => AppLookup.NotFound(app),
        null => new UserError("auth.forbidden", $"This takes the role {RoleText.Of(needed)} for all apps, and you have none", "Ask an administrator for it."),
        { } role => new UserError(
            "auth.forbidden", $"This takes the role {RoleText.Of(needed)} {Where(app)}, and you are {RoleText.Of(role)}", "Ask an administrator for it."),
    };

    static string Where(string? app) => app is null ? "for all apps" : $"on {app}";
}
