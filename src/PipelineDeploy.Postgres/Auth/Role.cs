using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Auth;

/// <summary>What somebody may do; each role may do what those before it may.</summary>
public enum Role
{
    /// <summary>Looks.</summary>
    Viewer = 1,

    /// <summary>Deploys, cancels, approves, rolls back.</summary>
    Deployer = 2,

    /// <summary>Changes settings, config variables, domains and who may do what.</summary>
    Admin = 3,
}

/// <summary>Roles as words.</summary>
public static class RoleText
{
    const string Hint = "Roles are viewer, deployer and admin.";

    /// <summary>The word of a role.</summary>
    public static string Of(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Deployer => "deployer",
        _ => "admin",
    };

    /// <summary>The word of a role; null for none.</summary>
    public static string? Of(Role? role) => role is { } one ? Of(one) : null;

    /// <summary>The role of a word.</summary>
    /// <exception cref="UserErrorException"><c>role.unknown</c>.</exception>
    public static Role Parse(string? word) => word switch
    {
        "viewer" => Role.Viewer,
        "deployer" => Role.Deployer,
        "admin" => Role.Admin,
        _ => throw new UserErrorException("role.unknown", $"'{word}' is no role", Hint),
    };
}
