namespace PipelineDeploy.Postgres.Auth;

/// <summary>What somebody may do, and where. What is not given is denied.</summary>
/// <param name="Everywhere">The role that holds for all apps and for what belongs to no app; null for none.</param>
/// <param name="Apps">The role for single apps.</param>
public sealed record Rights(Role? Everywhere, IReadOnlyDictionary<string, Role> Apps)
{
    static readonly IReadOnlyDictionary<string, Role> NoApps = new Dictionary<string, Role>(StringComparer.Ordinal);

    /// <summary>Everything.</summary>
    public static Rights All { get; } = new(Role.Admin, NoApps);

    /// <summary>Nothing.</summary>
    public static Rights None { get; } = new(null, NoApps);

    /// <summary>Whether there is nothing that they allow.</summary>
    public bool IsNone => Everywhere is null && Apps.Count == 0;

    /// <summary>A role for all apps.</summary>
    public static Rights Of(Role everywhere) => new(everywhere, NoApps);

    /// <summary>A role for one app.</summary>
    public static Rights Of(string app, Role role) => new(null, new Dictionary<string, Role>(StringComparer.Ordinal) { [app] = role });

    /// <summary>The role on an app, or on what belongs to no app; null when it may not even be seen.</summary>
    public Role? On(string? app) => app is not null && Apps.TryGetValue(app, out var own) && !(Everywhere >= own) ? own : Everywhere;

    /// <summary>Whether an app may be seen.</summary>
    public bool See(string app) => On(app) is not null;

    /// <summary>Whether somebody with these rights may give those.</summary>
    public bool Cover(Rights wanted) =>
        (wanted.Everywhere is null || Everywhere >= wanted.Everywhere) && wanted.Apps.All(app => On(app.Key) >= app.Value);

    /// <summary>What is allowed by both.</summary>
    public Rights Within(Rights bound)
    {
        var apps = new Dictionary<string, Role>(StringComparer.Ordinal);
        foreach (var app in Apps.Keys.Union(bound.Apps.Keys, StringComparer.Ordinal))
        {
            if (Lower(On(app), bound.On(app)) is { } role)
            {
                apps[app] = role;
            }
        }

        return new Rights(Lower(Everywhere, bound.Everywhere), apps);
    }

    static Role? Lower(Role? one, Role? other) => one is { } a && other is { } b ? (a < b ? a : b) : null;
}
