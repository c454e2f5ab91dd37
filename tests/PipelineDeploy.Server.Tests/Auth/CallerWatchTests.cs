using System.Security.Claims;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.Server.Tests.Auth;

/// <summary>Who listens is looked at again while the stream is open.</summary>
[Trait("Category", "Integration")]
public sealed class CallerWatchTests(RunningServer server) : IClassFixture<RunningServer>
{
    static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    TokenStore Tokens => server.Get<TokenStore>();

    SessionStore Sessions => server.Get<SessionStore>();

    [Fact]
    public async Task Whoever_counts_no_more_is_told_within_seconds_and_nobody_else_is()
    {
        await server.CreateAppAsync("watched");
        await server.CreateAppAsync("other");
        var users = server.Get<UserStore>();
        foreach (var name in new[] { "disabled", "shrunk", "out", "stays" })
        {
            await users.CreateAsync(name, Rights.Of("watched", Role.Deployer), "x", "test", onlyAsFirst: false, default);
        }

        var revoked = await TokenAsync("revoked", Rights.All);
        var (byRevoked, _) = await SessionAsync(revoked);
        using var ends = Joined(
            Join(revoked, null), byRevoked, (await SessionAsync(await UserAsync("disabled"))).Watched, Join(await TokenOfAsync("shrunk"), "watched"), (await SessionAsync(await UserAsync("out"))).Watched);
        var (stays, secret) = await SessionAsync(await UserAsync("stays"));
        using var staying = Joined(stays, Join(await TokenAsync("admin-2", Rights.All), "watched"));
        var all = await TokenOfAsync("stays");
        using var shrinking = Join(all, null);
        var shrunk = (await users.FindAsync("shrunk", default))!.Value.User;

        await Tokens.RevokeAsync(revoked.TokenId!.Value, default);
        await users.SetDisabledAsync((await users.FindAsync("disabled", default))!.Value.User.Id, true, default);
        await users.SetRightsAsync(shrunk.Id, Rights.Of("other", Role.Viewer), default);
        await users.SetPasswordAsync((await users.FindAsync("out", default))!.Value.User.Id, "y", default);
        await users.SetRightsAsync(all.UserId!.Value, Rights.Of("other", Role.Viewer), default);

        foreach (var one in ends.All)
        {
            await EndedAsync(one);
        }

        await Eventually.HoldsAsync(() => Task.FromResult(!shrinking.Rights.See("watched") && shrinking.Rights.See("other")));
        staying.All.Append(shrinking).ShouldAllBe(one => !one.Ended.IsCancellationRequested);
        await Sessions.CloseAsync(secret, default);
        await EndedAsync(stays);
    }

    static async Task EndedAsync(WatchedCaller watched)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = watched.Ended.Register(ended.SetResult);
        await ended.Task.WaitAsync(Long);
    }

    static Group Joined(params WatchedCaller[] all) => new(all);

    WatchedCaller Join(Caller caller, string? app) => server.Get<CallerWatch>().Join(new ClaimsPrincipal(new CallerIdentity(caller, "Bearer")), app);

    async Task<(WatchedCaller Watched, string Secret)> SessionAsync(Caller caller)
    {
        var secret = await Sessions.OpenAsync(caller, default);
        return (server.Get<CallerWatch>().Join(new ClaimsPrincipal(new CallerIdentity(caller, SignIn.Sessions, secret)), null), secret);
    }

    async Task<Caller> TokenAsync(string name, Rights rights) =>
        (await Tokens.FindAsync((await Tokens.CreateAsync(NewToken.OfServer(name) with { Rights = rights }, default))!.Value.Token, default))!;

    async Task<Caller> TokenOfAsync(string user)
    {
        var owner = await UserAsync(user);
        var (_, token) = (await Tokens.CreateAsync(new NewToken($"of-{user}", Rights.All, owner.UserId, null, user, null), default))!.Value;
        return (await Tokens.FindAsync(token, default))!;
    }

    async Task<Caller> UserAsync(string name)
    {
        var user = (await server.Get<UserStore>().FindAsync(name, default))!.Value.User;
        return new Caller(user.Name, user.Rights, user.Id, null, null, null);
    }

    sealed record Group(WatchedCaller[] All) : IDisposable
    {
        public void Dispose() => Array.ForEach(All, one => one.Dispose());
    }
}
