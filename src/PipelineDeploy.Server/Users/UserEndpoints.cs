using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Users;

/// <summary>People who sign in, and what they may do. Passwords come in and never go out.</summary>
static class UserEndpoints
{
    const string One = "/api/v1/users/{name}";

    public static void MapUsers(this WebApplication app)
    {
        var users = app.MapGroup("/api/v1/users").RequireAuthorization(SignIn.Administrators);
        users.MapGet("/", ListAsync).Tag().Operation("listUsers");
        users.MapGet("/{name}", ShowAsync).Tag("lastSignInAt").Operation("getUser");
        users.MapPost("/", CreateAsync).Produces<UserView>(201)
            .Operation("createUser", "user.badName", "user.badPassword", "user.exists", "role.unknown", "auth.tooMuch", "app.notFound");
        users.MapPut("/{name}/role", SetRightsAsync).TakeIfMatch(of: One)
            .Operation("setUserRights", "role.unknown", "auth.tooMuch", "app.notFound", "user.lastAdmin");
        users.MapPut("/{name}/password", SetPasswordAsync).TakeIfMatch(of: One)
            .Operation("setUserPassword", "user.badPassword");
        users.MapPost("/{name}/disable", DisableAsync)
            .Operation("disableUser", "user.lastAdmin");
        users.MapPost("/{name}/enable", EnableAsync).Operation("enableUser");
        app.MapPut("/api/v1/whoami/password", ChangeOwnPasswordAsync).RequireAuthorization(SignIn.SignedIn)
            .Operation("changeOwnPassword", "user.isMachine", "user.badPassword", "signIn.wrong", "signIn.tooMany");
    }

    /// <summary>The users, by name.</summary>
    internal static async Task<UserPage> ListAsync(string? after, int? limit, UserStore users, CancellationToken cancellationToken)
    {
        var most = PageSize.Of(limit);
        var page = await users.ListPageAsync(after, most, cancellationToken);
        return new UserPage([.. page.Select(ViewOf)], page.Count == most ? page[^1].Name : null);
    }

    /// <summary>A user, and what they may do.</summary>
    internal static async Task<UserView> ShowAsync(string name, UserStore users, CancellationToken cancellationToken) => ViewOf(await RequireAsync(users, name, cancellationToken));

    /// <summary>Makes a user.</summary>
    internal static async Task<IResult> CreateAsync(
        CreateUser wanted, ClaimsPrincipal user, UserStore users, IAppStore apps, AuditNotes audit, CancellationToken cancellationToken)
    {
        var name = User.NameOf(wanted.Name);
        var rights = await RightsViews.ReadAsync(user.Rights(), wanted.Role, wanted.Apps, apps, cancellationToken);
        await users.CreateAsync(name, rights, Passwords.Hash(name, wanted.Password), user.Identity!.Name!, onlyAsFirst: false, cancellationToken);
        audit.Say("user", name);
        audit.Change("rights", null, RightsViews.TextOf(rights));
        return Results.Created($"/api/v1/users/{name}", ViewOf(await RequireAsync(users, name, cancellationToken)));
    }

    /// <summary>Says what a user may do.</summary>
    internal static async Task<UserView> SetRightsAsync(
        string name, SetRights wanted, ClaimsPrincipal user, UserStore users, IAppStore apps, AuditNotes audit, CancellationToken cancellationToken)
    {
        var before = await RequireAsync(users, name, cancellationToken);
        var rights = await RightsViews.ReadAsync(user.Rights(), wanted.Role, wanted.Apps, apps, cancellationToken);
        await users.SetRightsAsync(before.Id, rights, cancellationToken);
        audit.Change("rights", RightsViews.TextOf(before.Rights), RightsViews.TextOf(rights));
        return ViewOf(await RequireAsync(users, name, cancellationToken));
    }

    /// <summary>Gives a user another password.</summary>
    internal static async Task<UserView> SetPasswordAsync(string name, SetPassword wanted, UserStore users, AttemptStore attempts, CancellationToken cancellationToken)
    {
        var user = await RequireAsync(users, name, cancellationToken);
        await users.SetPasswordAsync(user.Id, Passwords.Hash(name, wanted.Password), cancellationToken);
        await attempts.ForgetAsync($"account {name}", cancellationToken);
        return ViewOf(user);
    }

    /// <summary>Lets a user in no more.</summary>
    internal static Task<UserView> DisableAsync(string name, UserStore users, AuditNotes audit, CancellationToken cancellationToken) => SetDisabledAsync(name, true, users, audit, cancellationToken);

    /// <summary>Lets a user in again.</summary>
    internal static Task<UserView> EnableAsync(string name, UserStore users, AuditNotes audit, CancellationToken cancellationToken) => SetDisabledAsync(name, false, users, audit, cancellationToken);

    static async Task<UserView> SetDisabledAsync(string name, bool isDisabled, UserStore users, AuditNotes audit, CancellationToken cancellationToken)
    {
        var user = await RequireAsync(users, name, cancellationToken);
        await users.SetDisabledAsync(user.Id, isDisabled, cancellationToken);
        var after = ViewOf(await RequireAsync(users, name, cancellationToken));
        audit.Compare(ViewOf(user), after, WireJson.Default.UserView);
        return after;
    }

    /// <summary>Changes your own password.</summary>
    // Takes the password of now: a token that was found somewhere must not become an account.
    internal static async Task<UserView> ChangeOwnPasswordAsync(
        ChangePassword wanted, HttpContext context, UserStore users, PasswordSignIn passwords, CancellationToken cancellationToken)
    {
        var caller = context.User.Caller();
        if (caller.IsMachine)
        {
            throw new UserErrorException("user.isMachine", $"{caller.Name} is a machine's token and has no password", "Sign in as a user.");
        }

        var hash = Passwords.Hash(caller.Name, wanted.Password);
        await passwords.SignInAsync(caller.Name, wanted.Current, context.Connection.RemoteIpAddress, cancellationToken);
        await users.SetPasswordAsync(caller.UserId!.Value, hash, cancellationToken);
        return ViewOf(await RequireAsync(users, caller.Name, cancellationToken));
    }

    static async Task<User> RequireAsync(UserStore users, string name, CancellationToken cancellationToken) =>
        (await users.FindAsync(name, cancellationToken))?.User
        ?? throw new UserErrorException("user.notFound", $"There is no user '{name}'", "See those there are with: pdeploy users list");

    static UserView ViewOf(User user) => new(
        user.Name, RoleText.Of(user.Rights.Everywhere), RightsViews.AppsOf(user.Rights), user.CreatedAt, user.CreatedBy, user.DisabledAt is not null, user.LastSignInAt);
}
