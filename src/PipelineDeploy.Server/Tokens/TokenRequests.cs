using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Tokens;

/// <summary>Makes tokens, none of which gives more, or lives longer, than what it was made with.</summary>
sealed class TokenRequests(TokenStore tokens, IAppStore apps, TimeProvider time)
{
    const int UsualDays = 90;
    const int MostDays = 3650;

    /// <summary>Makes a token.</summary>
    /// <exception cref="UserErrorException"><c>token.…</c>, <c>auth.tooMuch</c>, <c>auth.forbidden</c>, <c>app.notFound</c>, <c>role.unknown</c>.</exception>
    public async Task<(Token Token, string Secret)> CreateAsync(Caller maker, CreateToken wanted, CancellationToken cancellationToken)
    {
        var isOfMachine = wanted.Machine || maker.IsMachine;
        if (isOfMachine && maker.Rights.Everywhere != Role.Admin)
        {
            throw new UserErrorException("auth.forbidden", "Only administrators of all apps make tokens of machines", "Sign in as a user to make a token of your own.");
        }

        var name = NameOf(wanted.Name);
        var ends = EndOf(wanted.Days, maker.TokenExpiresAt);
        var rights = await RightsViews.ReadAsync(maker.Rights, wanted.Role, wanted.Apps, apps, cancellationToken);
        if (rights.IsNone)
        {
            throw new UserErrorException("token.noRights", "The token would be allowed nothing", "Give it a 'role' for all apps, or 'apps' with a role each.");
        }

        var (id, secret) = await tokens.CreateAsync(
            new NewToken(name, rights, isOfMachine ? null : maker.UserId, maker.TokenId, maker.Name, ends), cancellationToken) ?? throw new UserErrorException(
            "token.exists", $"There is a {(isOfMachine ? "machine's token or a user" : "token of yours")} named '{name}' already", "Choose another name, or revoke the old one first.");
        return ((await tokens.FindTokenAsync(id, userId: null, cancellationToken))!, secret);
    }

    DateTimeOffset EndOf(int? days, DateTimeOffset? ofMaker)
    {
        var ends = (days ?? UsualDays) is >= 1 and <= MostDays
            ? time.GetUtcNow().AddDays(days ?? UsualDays)
            : throw new UserErrorException("token.badDays", $"A token cannot last {days} days", $"Choose 1 to {MostDays} days.");
        return ofMaker < ends ? ofMaker.Value : ends;
    }

    static string NameOf(string? text) => User.IsName(text)
        ? text
        : throw new UserErrorException("token.badName", $"'{text}' cannot be a token's name", "Use 1 to 63 characters a-z, 0-9, dots, dashes and underscores; letters or digits at both ends.");
}
