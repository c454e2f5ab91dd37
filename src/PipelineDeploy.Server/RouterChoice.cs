using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Caddy;
using PipelineDeploy.Deploys.Routing.Haproxy;
using PipelineDeploy.Deploys.Routing.Nginx;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server;

/// <summary>Which proxy carries the traffic.</summary>
static class RouterChoice
{
    /// <summary>Where it is said.</summary>
    public const string Variable = "PIPELINEDEPLOY_ROUTER";

    /// <summary>What is chosen when nothing is said.</summary>
    public const string Default = "haproxy";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default, "nginx", "caddy"];

    /// <summary>Reads the choice.</summary>
    /// <exception cref="UserErrorException"><c>server.badRouter</c>.</exception>
    public static string Parse(string text) => Names.Contains(text, StringComparer.Ordinal)
        ? text
        : throw new UserErrorException("server.badRouter", $"{Variable} is '{text}', which is no router that PipelineDeploy knows", $"Use one of: {string.Join(", ", Names)}.");

    /// <summary>Adds the router that the options choose.</summary>
    public static void AddRouter(this IServiceCollection services, ServerOptions options)
    {
        switch (options.Router)
        {
            case "nginx":
                services.AddRouter(provider => new NginxRouter(Nginx(options), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<NginxRouter>>()));
                break;
            case "caddy":
                services.AddRouter(provider => new CaddyRouter(Caddy(options), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CaddyRouter>>()));
                break;
            default:
                services.AddRouter(provider => new HaproxyRouter(Haproxy(options), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<HaproxyRouter>>()));
                break;
        }
    }

    static void AddRouter<T>(this IServiceCollection services, Func<IServiceProvider, T> make)
        where T : class, ITrafficRouter, IRouterProgram =>
        services.AddSingleton(make).AddSingleton<ITrafficRouter>(provider => provider.GetRequiredService<T>()).AddSingleton<IRouterProgram>(provider => provider.GetRequiredService<T>());

    static HaproxyOptions Haproxy(ServerOptions options) =>
        new() { Directory = options.RouterFolder, Bind = [options.RouterBind], BindHttps = Https(options), TrustedProxies = options.TrustedProxies };

    // Workers of an nginx that root has started would else be nobody's, and could not read the folder.
    static NginxOptions Nginx(ServerOptions options) => new()
    {
        Directory = options.RouterFolder,
        Bind = [options.RouterBind],
        BindHttps = Https(options),
        TrustedProxies = options.TrustedProxies,
        User = Environment.IsPrivilegedProcess ? Environment.UserName : null,
    };

    static CaddyOptions Caddy(ServerOptions options) =>
        new() { Directory = options.RouterFolder, Bind = [options.RouterBind], BindHttps = Https(options), TrustedProxies = options.TrustedProxies };

    static IReadOnlyList<string> Https(ServerOptions options) => options.RouterBindHttps is { } https ? [https] : [];
}
