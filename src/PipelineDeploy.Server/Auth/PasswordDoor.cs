using Microsoft.AspNetCore.Mvc;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Pages;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Auth;

/// <summary>The pages on which people sign in by a password, and make the first administrator.</summary>
static class PasswordDoor
{
    public static void MapPasswordPages(this WebApplication app)
    {
        // The SameOrigin middleware is what keeps other sites' forms out: there is no session yet that a form could belong to.
        var pages = app.MapGroup("").AllowAnonymous().DisableAntiforgery().WithMetadata(new OwnPageOnly()).ExcludeFromDescription();
        pages.MapGet("/sign-in", SignInPage.ShowAsync);
        pages.MapPost("/sign-in", SignInAsync);
        pages.MapGet("/set-up", SetUpPage.ShowAsync);
        pages.MapPost("/set-up", SetUpAsync);
    }

    /// <summary>Signs somebody in, and has it written down that somebody tried.</summary>
    /// <exception cref="UserErrorException"><c>signIn.wrong</c>, <c>signIn.tooMany</c>.</exception>
    public static async Task<Caller> EnterAsync(
        HttpContext context, PasswordSignIn passwords, AuditNotes audit, string? user, string? password, CancellationToken cancellationToken)
    {
        try
        {
            var caller = await passwords.SignInAsync(user, password, context.Connection.RemoteIpAddress, cancellationToken);
            audit.Actor = caller.Name;
            return caller;
        }
        catch (UserErrorException e) when (e.Error.Code == "signIn.wrong")
        {
            // Only a name that is somebody's is written down: people type passwords into the wrong field.
            var name = (user ?? "").Trim();
            if (await context.RequestServices.GetRequiredService<UserStore>().FindAsync(name, cancellationToken) is not null)
            {
                audit.Actor = name;
                AuditTrail.MarkRefused(context);
            }

            throw;
        }
    }

    static async Task<IResult> SignInAsync(
        [FromForm] string? user, [FromForm] string? password, [FromForm] string? next, HttpContext context, PasswordSignIn passwords, AuditNotes audit,
        CancellationToken cancellationToken)
    {
        try
        {
            await SessionCheck.OpenAsync(context, await EnterAsync(context, passwords, audit, user, password, cancellationToken));
            return Results.Redirect(SignInPage.OwnPath(next));
        }
        catch (UserErrorException e) when (e.Error.Code is "signIn.wrong" or "signIn.tooMany")
        {
            return SignInPage.Again(context, e, next);
        }
    }

    static async Task<IResult> SetUpAsync(
        [FromForm] string? token, [FromForm] string? user, [FromForm] string? password, HttpContext context, SetUpToken setUp, UserStore users, PasswordSignIn passwords,
        AuditNotes audit, CancellationToken cancellationToken)
    {
        try
        {
            await passwords.CountAddressAsync(context.Connection.RemoteIpAddress, cancellationToken);
            if (!setUp.Is(token))
            {
                throw new UserErrorException("setup.wrongToken", "This is not the set-up token", "It is in the file setup-token in the server's data folder.");
            }

            var name = User.NameOf(user);
            await users.CreateAsync(name, Rights.All, Passwords.Hash(name, password), "set-up", onlyAsFirst: true, cancellationToken);
            setUp.Remove();
            audit.Actor = name;
            await SessionCheck.OpenAsync(context, await passwords.SignInAsync(name, password, context.Connection.RemoteIpAddress, cancellationToken));
            return Results.Redirect("/");
        }
        catch (UserErrorException e)
        {
            return SetUpPage.Again(context, e, user);
        }
    }
}
