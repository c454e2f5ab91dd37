using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Pages;

/// <summary>The page on which the first administrator is made.</summary>
static class SetUpPage
{
    /// <summary>The page, as long as there is no user.</summary>
    public static async Task<IResult> ShowAsync(UserStore users, CancellationToken cancellationToken) =>
        await users.AnyAsync(cancellationToken) ? SignInPage.Answer(Done, 410) : SignInPage.Answer(Form(null), 200);

    /// <summary>The same page after an attempt that failed, with the reason.</summary>
    public static IResult Again(HttpContext context, UserErrorException error, string? user)
    {
        ProblemWriter.WriteRetryAfter(context, error);
        return SignInPage.Answer(Form(error.Error, user ?? ""), ProblemWriter.StatusOf(error));
    }

    /// <summary>What is shown in place of the sign-in as long as nobody has an account.</summary>
    internal static Page Invitation { get; } = PageLayout.Message("Nobody has an account yet", Html.Of(
        $"""
        <p>Make the first administrator, with the token that the server has put in <code>setup-token</code> in its data folder.</p>
        <p><a class="button primary" href="/set-up">Set up</a></p>
        <p class="dim">Or have this browser signed in once:</p>
        <pre>pdeploy sign-in-link</pre>
        """));

    internal static Page Form(UserError? error, string user = "") => PageLayout.Message("Set up", Html.Of(
        $"""
        {SignInPage.Wrong(error)}
        <p>The server has put a token in <code>setup-token</code> in its data folder. It works once, and only as long as there is no user.</p>
        <form class="fields" method="post" action="/set-up">
        <label for="token">Set-up token</label>
        <input type="password" id="token" name="token" autocomplete="off" maxlength="200" required autofocus>
        <label for="user">User name of the first administrator</label>
        <input type="text" id="user" name="user" value="{user}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="63" required>
        <label for="password">Password, at least 12 characters</label>
        <input type="password" id="password" name="password" autocomplete="new-password" minlength="12" maxlength="256" required>
        <button class="button primary">Make the administrator</button>
        </form>
        """));

    static Page Done { get; } = PageLayout.Message("This server has been set up", Html.Of(
        $"""
        <p>There are users already; the set-up token is worth nothing any more.</p>
        <p><a class="button primary" href="/sign-in">Sign in</a></p>
        """));
}
