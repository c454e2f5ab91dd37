using System.Text.RegularExpressions;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Apps;

/// <summary>What is deployed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Domains">Host names it answers to, lower case.</param>
public sealed record App(string Name, DateTimeOffset CreatedAt, IReadOnlyList<string> Domains)
{
    /// <summary>Whether an app can be called so.</summary>
    public static bool IsName(string text) => AppRules.Name().IsMatch(text);

    /// <summary>A new app that answers to the domains, or to <c>&lt;name&gt;.localhost</c> when none is given.</summary>
    /// <exception cref="UserErrorException"><c>app.badName</c> or <c>app.badDomain</c>.</exception>
    public static App Create(string name, IReadOnlyList<string>? domains, DateTimeOffset now)
    {
        if (!IsName(name))
        {
            throw new UserErrorException(
                "app.badName",
                $"'{name}' is not a name for an app",
                "Use 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit.");
        }

        return new App(name, now, domains is { Count: > 0 } ? DomainName.ParseAll(domains) : [$"{name}.localhost"]);
    }
}

static partial class AppRules
{
    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    public static partial Regex Name();
}
