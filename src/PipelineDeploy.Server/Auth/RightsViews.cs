using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Auth;

/// <summary>Rights as the API writes them: a role for all apps, and roles for single ones.</summary>
static class RightsViews
{
    /// <summary>The words of the roles for single apps.</summary>
    public static IReadOnlyDictionary<string, string> AppsOf(Rights rights) =>
        rights.Apps.OrderBy(app => app.Key, StringComparer.Ordinal).ToDictionary(app => app.Key, app => RoleText.Of(app.Value), StringComparer.Ordinal);

    /// <summary>All of it in one line, for the audit.</summary>
    public static string TextOf(Rights rights) =>
        string.Join(' ', new[] { RoleText.Of(rights.Everywhere) }.OfType<string>().Concat(AppsOf(rights).Select(app => $"{app.Key}={app.Value}"))) is { Length: > 0 } text ? text : "none";

    /// <summary>What somebody wants to give, when that one may.</summary>
    /// <exception cref="UserErrorException"><c>role.unknown</c>, <c>app.notFound</c>, <c>auth.tooMuch</c>.</exception>
    public static async Task<Rights> ReadAsync(
        Rights own, string? role, IReadOnlyDictionary<string, string>? apps, IAppStore store, CancellationToken cancellationToken)
    {
        var wanted = new Dictionary<string, Role>(StringComparer.Ordinal);
        foreach (var (app, word) in apps ?? new Dictionary<string, string>())
        {
            wanted[app] = RoleText.Parse(word);
            if (!own.See(app))
            {
                throw new UserErrorException(AppLookup.NotFound(app));
            }

            await store.RequireAsync(app, cancellationToken);
        }

        var rights = new Rights(role is null ? null : RoleText.Parse(role), wanted);
        return own.Cover(rights) ? rights : throw new UserErrorException(
            "auth.tooMuch", $"'{TextOf(rights)}' is more than you have, which is '{TextOf(own)}'", "Nobody can give more than that one has.");
    }
}
