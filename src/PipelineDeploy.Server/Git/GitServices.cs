using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Auth;

namespace PipelineDeploy.Server.Git;

/// <summary>What the repositories of apps need.</summary>
static class GitServices
{
    /// <summary>The policy of who may push to an app and fetch from it: the sign-in that git knows, and who deploys the app.</summary>
    public const string Policy = "git";

    public static IServiceCollection AddGit(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(new PushLimits(options.PushMebibytes * 1024L * 1024L)).AddSingleton<AppRepositories>().AddSingleton<PushedTips>();
        services.AddSingleton<PushTickets>().AddSingleton<GitServing>().AddSingleton<PushReception>().AddSingleton<PushDeploy>().AddSingleton<PushedRuns>().AddSingleton<PushFollow>();
        services.AddSingleton<PushSocket>().AddHostedService(provider => provider.GetRequiredService<PushSocket>());
        // Git asks without a sign-in first, each time.
        services.AddLogging(logging => logging.AddFilter(typeof(GitSignIn).FullName, LogLevel.Warning));
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, GitSignIn>(GitSignIn.Scheme, null);
        services.AddAuthorizationBuilder().AddPolicy(Policy, new AuthorizationPolicyBuilder(GitSignIn.Scheme).RequireAuthenticatedUser().AddRequirements(new RoleRequirement(Role.Deployer)).Build());
        return services;
    }
}
