using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Git;

namespace PipelineDeploy.Server.Tests.Auth;

/// <summary>What a path is about.</summary>
public enum Scope
{
    Server,
    App,
    Run,
}

/// <summary>One endpoint with one method, and what it takes.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its parameters' names.</param>
/// <param name="Scope">What it is about.</param>
/// <param name="Policy">The strictest policy; <c>open</c> when nobody need be signed in; null when nothing is said.</param>
public sealed record Door(string Method, string Path, Scope Scope, string? Policy)
{
    static readonly string[] Strictness = [SignIn.SignedIn, SignIn.Viewers, SignIn.Deployers, GitServices.Policy, SignIn.Administrators];

    /// <summary>The role it takes; null when it takes none.</summary>
    public Role? Needs => Policy switch
    {
        SignIn.Viewers => Role.Viewer,
        SignIn.Deployers or GitServices.Policy => Role.Deployer,
        SignIn.Administrators => Role.Admin,
        _ => null,
    };

    /// <summary>Whether git asks here, which signs in its own way; see GitRightsTests.</summary>
    public bool IsOfGit => Policy == GitServices.Policy;

    /// <summary>All there are.</summary>
    public static IReadOnlyList<Door> Of(RunningServer server) =>
    [
        .. server.App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Select(method => new Door(
                method,
                $"/{endpoint.RoutePattern.RawText!.Trim('/')}".Replace(":long", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal),
                endpoint.RoutePattern.GetParameter("app") is not null ? Scope.App : RoleHandler.IsOfRun(endpoint.RoutePattern) ? Scope.Run : Scope.Server,
                PolicyOf(endpoint))))
            .OrderBy(door => door.Path, StringComparer.Ordinal).ThenBy(door => door.Method, StringComparer.Ordinal),
    ];

    /// <summary>Its path with values.</summary>
    public string At(string app, long run) => Path.Replace("{app}", app).Replace("{id}", $"{run}").Replace("{number}", "1").Replace("{code}", "x").Replace("{documentName}", "v1")
        .Replace("{name}", "port").Replace("{host}", "git.example.com").Replace("{domain}", "x.localhost");

    static string? PolicyOf(RouteEndpoint endpoint)
    {
        var said = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).ToList();
        return endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "open" : Strictness.LastOrDefault(said.Contains);
    }
}
