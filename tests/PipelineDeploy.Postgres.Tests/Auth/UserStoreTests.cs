using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.TestKit;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Tests.Auth;

[Trait("Category", "Integration")]
public sealed class UserStoreTests : IAsyncLifetime
{
    readonly MigratedDatabase _house = new();
    readonly ManualTimeProvider _time = new();

    UserStore Users => new(_house.Database.Source, _time);

    TokenStore Tokens => new(_house.Database.Source, _time);

    SessionStore Sessions => new(_house.Database.Source, _time);

    public async Task InitializeAsync()
    {
        await _house.InitializeAsync();
        await _house.CreateAppAsync("shop");
        await _house.CreateAppAsync("blog");
    }

    public Task DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Of_twenty_set_ups_at_once_one_makes_the_first_user()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(async () =>
        {
            try
            {
                await Users.CreateAsync($"user-{n}", Rights.All, "hash", "set-up", onlyAsFirst: true, CancellationToken.None);
                return "made";
            }
            catch (UserErrorException e)
            {
                return e.Error.Code;
            }
        })));

        made.Count(outcome => outcome == "made").ShouldBe(1);
        made.Count(outcome => outcome == "setup.done").ShouldBe(19);
        (await Users.ListPageAsync(null, 100, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_user_and_a_machines_token_never_have_the_same_name()
    {
        await CreateAsync("ann", Rights.All);
        await Tokens.CreateAsync(NewToken.OfServer("ci"), CancellationToken.None);

        (await Tokens.CreateAsync(NewToken.OfServer("ann"), CancellationToken.None)).ShouldBeNull();
        (await Should.ThrowAsync<UserErrorException>(() => CreateAsync("ci", Rights.All))).Error.Code.ShouldBe("user.exists");
    }

    [Fact]
    public async Task A_users_token_gives_no_more_than_the_user_has_by_now()
    {
        var ann = await CreateAsync("ann", Rights.Of("shop", Role.Admin));
        var token = await TokenAsync(ann, new Rights(null, new Dictionary<string, Role> { ["shop"] = Role.Deployer }));
        (await RightsOfAsync(token)).On("shop").ShouldBe(Role.Deployer);

        await CreateAsync("root", Rights.All);
        await Users.SetRightsAsync(ann.Id, Rights.Of("shop", Role.Viewer), CancellationToken.None);
        var less = await RightsOfAsync(token);
        await Users.SetRightsAsync(ann.Id, Rights.Of("blog", Role.Admin), CancellationToken.None);

        less.On("shop").ShouldBe(Role.Viewer);
        (await RightsOfAsync(token)).IsNone.ShouldBeTrue();
    }

    [Fact]
    public async Task A_disabled_user_has_neither_sessions_nor_tokens_and_gets_only_the_tokens_back()
    {
        await CreateAsync("root", Rights.All);
        var ann = await CreateAsync("ann", Rights.All);
        var token = await TokenAsync(ann, Rights.All);
        var (own, ofToken) = (await OpenAsync(ann), await Sessions.OpenAsync((await Tokens.FindAsync(token, CancellationToken.None))!, CancellationToken.None));

        await Users.SetDisabledAsync(ann.Id, true, CancellationToken.None);
        (await Tokens.FindAsync(token, CancellationToken.None)).ShouldBeNull();
        await Users.SetDisabledAsync(ann.Id, false, CancellationToken.None);

        (await Tokens.FindAsync(token, CancellationToken.None)).ShouldNotBeNull();
        (await Sessions.FindAsync(own, CancellationToken.None)).ShouldBeNull();
        (await Sessions.FindAsync(ofToken, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Another_password_ends_the_sessions_and_the_links_of_that_user_only()
    {
        var (ann, bob) = (await CreateAsync("ann", Rights.All), await CreateAsync("bob", Rights.All));
        var (hers, his) = (await OpenAsync(ann), await OpenAsync(bob));
        var link = await Sessions.CreateLinkAsync(CallerOf(ann), _time.GetUtcNow().AddMinutes(5), CancellationToken.None);

        await Users.SetPasswordAsync(ann.Id, "other", CancellationToken.None);

        (await Sessions.FindAsync(hers, CancellationToken.None)).ShouldBeNull();
        (await Sessions.RedeemLinkAsync(link, CancellationToken.None)).ShouldBeNull();
        (await Sessions.FindAsync(his, CancellationToken.None)).ShouldNotBeNull().Name.ShouldBe("bob");
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        var (ann, bob) = (await CreateAsync("ann", Rights.All), await CreateAsync("bob", Rights.All));

        var outcomes = await Task.WhenAll(new[] { ann, bob }.Select(user => Task.Run(async () =>
        {
            try
            {
                await Users.SetDisabledAsync(user.Id, true, CancellationToken.None);
                return "disabled";
            }
            catch (UserErrorException e)
            {
                return e.Error.Code;
            }
        })));

        outcomes.ShouldBe(["disabled", "user.lastAdmin"], ignoreOrder: true);
    }

    [Fact]
    public async Task Attempts_are_counted_until_the_window_is_over_or_they_are_forgotten()
    {
        var attempts = new AttemptStore(_house.Database.Source, _time);
        var counts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => attempts.CountAsync("account ann", CancellationToken.None))));
        counts.Select(count => count.Count).Order().ShouldBe(Enumerable.Range(1, 20));

        _time.Advance(AttemptStore.Window - TimeSpan.FromMinutes(1));
        var (late, left) = await attempts.CountAsync("account ann", CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(1));
        var (fresh, _) = await attempts.CountAsync("account ann", CancellationToken.None);
        await attempts.ForgetAsync("account ann", CancellationToken.None);

        (late, left, fresh).ShouldBe((21, TimeSpan.FromMinutes(1), 1));
        (await attempts.CountAsync("account ann", CancellationToken.None)).Count.ShouldBe(1);
        (await _house.Database.FindTextAsync("account ann")).ShouldBeEmpty();
    }

    async Task<User> CreateAsync(string name, Rights rights)
    {
        await Users.CreateAsync(name, rights, "hash", "test", onlyAsFirst: false, CancellationToken.None);
        return (await Users.FindAsync(name, CancellationToken.None))!.Value.User;
    }

    Task<string> OpenAsync(User user) => Sessions.OpenAsync(CallerOf(user), CancellationToken.None);

    static Caller CallerOf(User user) => new(user.Name, user.Rights, user.Id, null, null, null);

    async Task<string> TokenAsync(User user, Rights rights) =>
        (await Tokens.CreateAsync(new NewToken($"of-{user.Name}", rights, user.Id, null, user.Name, null), CancellationToken.None)).ShouldNotBeNull().Token;

    async Task<Rights> RightsOfAsync(string token) => (await Tokens.FindAsync(token, CancellationToken.None)).ShouldNotBeNull().Rights;
}
