using System.Security.Cryptography;
using System.Text;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.Postgres.Tests.Auth;

[Trait("Category", "Integration")]
public sealed class TokenStoreTests : IClassFixture<MigratedDatabase>
{
    readonly MigratedDatabase _house;
    readonly ManualTimeProvider _time = new();
    readonly TokenStore _tokens;
    readonly SessionStore _sessions;

    public TokenStoreTests(MigratedDatabase house) =>
        (_house, _tokens, _sessions) = (house, new TokenStore(house.Database.Source, _time), new SessionStore(house.Database.Source, _time));

    [Fact]
    public async Task A_token_tells_whose_it_is_and_what_it_is_for()
    {
        var (id, token) = await CreateAsync("ada");

        var caller = (await _tokens.FindAsync(token, CancellationToken.None)).ShouldNotBeNull();

        (caller.Name, caller.Rights.Everywhere, caller.TokenId, caller.TokenName, caller.IsMachine).ShouldBe(("ada", Role.Admin, id, "ada", true));
    }

    [Fact]
    public async Task Only_the_hash_of_a_token_of_a_link_and_of_a_session_is_in_the_database()
    {
        var (_, token) = await CreateAsync("hashed");
        var code = await LinkAsync("linked");
        var session = await _sessions.OpenAsync((await _tokens.FindAsync(token, CancellationToken.None))!, CancellationToken.None);

        (await _house.Database.ScalarAsync<byte[]>("select hash from tokens where name = 'hashed'")).ShouldBe(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        foreach (var secret in new[] { token.Replace("pd_", ""), code, session })
        {
            (await _house.Database.FindTextAsync(secret)).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("pd_")]
    [InlineData("pd_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("' or 1=1 --")]
    [InlineData("\0")]
    public async Task An_unknown_token_is_nobodys(string token)
    {
        await CreateAsync($"somebody-{Guid.CreateVersion7()}");

        (await _tokens.FindAsync(token, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_no_second_token_and_the_first_stays()
    {
        var (_, token) = await CreateAsync("taken");

        (await _tokens.CreateAsync(NewToken.OfServer("taken"), CancellationToken.None)).ShouldBeNull();

        (await _tokens.FindAsync(token, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Tokens_and_codes_have_256_bits_and_never_repeat()
    {
        var tokens = new[] { (await CreateAsync("one")).Token, (await CreateAsync("two")).Token, await LinkAsync("three"), await LinkAsync("four") };

        tokens.ShouldBeUnique();
        tokens.ShouldAllBe(token => token.Replace("pd_", "").Length == 64);
    }

    [Fact]
    public async Task A_token_ends_at_its_time_and_its_sessions_with_it()
    {
        var (_, token) = (await _tokens.CreateAsync(NewToken.OfServer("short") with { ExpiresAt = _time.GetUtcNow().AddHours(1) }, CancellationToken.None))!.Value;
        var session = await _sessions.OpenAsync((await _tokens.FindAsync(token, CancellationToken.None))!, CancellationToken.None);

        _time.Advance(TimeSpan.FromHours(1));

        (await _tokens.FindAsync(token, CancellationToken.None)).ShouldBeNull();
        (await _sessions.FindAsync(session, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_revoked_token_takes_with_it_its_sessions_its_links_and_what_was_made_with_it()
    {
        var (id, token) = await CreateAsync("root");
        var caller = (await _tokens.FindAsync(token, CancellationToken.None))!;
        var session = await _sessions.OpenAsync(caller, CancellationToken.None);
        var link = await _sessions.CreateLinkAsync(caller, _time.GetUtcNow().AddMinutes(10), CancellationToken.None);
        var (_, child) = (await _tokens.CreateAsync(NewToken.OfServer("child") with { MadeWith = id }, CancellationToken.None))!.Value;

        await _tokens.RevokeAsync(id, CancellationToken.None);

        (await _tokens.FindAsync(token, CancellationToken.None)).ShouldBeNull();
        (await _tokens.FindAsync(child, CancellationToken.None)).ShouldBeNull();
        (await _sessions.FindAsync(session, CancellationToken.None)).ShouldBeNull();
        (await _sessions.RedeemLinkAsync(link, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task The_last_use_is_known_to_the_minute()
    {
        var (id, token) = await CreateAsync("used");
        await _tokens.FindAsync(token, CancellationToken.None);
        var first = await LastUsedAsync(id);

        _time.Advance(TimeSpan.FromSeconds(59));
        await _tokens.FindAsync(token, CancellationToken.None);
        var soon = await LastUsedAsync(id);
        _time.Advance(TimeSpan.FromSeconds(2));
        await _tokens.FindAsync(token, CancellationToken.None);

        first.ShouldNotBeNull();
        soon.ShouldBe(first);
        (await LastUsedAsync(id)).ShouldBe(first.Value.AddSeconds(61));
    }

    [Fact]
    public async Task A_session_ends_when_it_is_closed_and_after_half_a_day()
    {
        var caller = (await _tokens.FindAsync((await CreateAsync("session")).Token, CancellationToken.None))!;
        var (closed, old) = (await _sessions.OpenAsync(caller, CancellationToken.None), await _sessions.OpenAsync(caller, CancellationToken.None));

        await _sessions.CloseAsync(closed, CancellationToken.None);

        (await _sessions.FindAsync(closed, CancellationToken.None)).ShouldBeNull();
        (await _sessions.FindAsync(old, CancellationToken.None)).ShouldNotBeNull().Name.ShouldBe("session");
        _time.Advance(SessionStore.Lasts);
        (await _sessions.FindAsync(old, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_link_works_once()
    {
        var code = await LinkAsync("once");

        (await _sessions.RedeemLinkAsync(code, CancellationToken.None)).ShouldNotBeNull().Name.ShouldBe("once");
        (await _sessions.RedeemLinkAsync(code, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_twenty_browsers_with_the_same_link_one_gets_in()
    {
        var code = await LinkAsync("twenty");

        var owners = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _sessions.RedeemLinkAsync(code, CancellationToken.None))));

        owners.Count(owner => owner is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_link_that_has_expired_is_worth_nothing()
    {
        var code = await LinkAsync("late");

        _time.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        (await _sessions.RedeemLinkAsync(code, CancellationToken.None)).ShouldBeNull();
    }

    async Task<DateTimeOffset?> LastUsedAsync(long id) => (await _tokens.ListPageAsync(null, null, 100, CancellationToken.None)).Single(token => token.Id == id).LastUsedAt;

    async Task<string> LinkAsync(string name)
    {
        var owner = (await _tokens.FindAsync((await CreateAsync(name)).Token, CancellationToken.None)).ShouldNotBeNull();
        return await _sessions.CreateLinkAsync(owner, _time.GetUtcNow().AddMinutes(10), CancellationToken.None);
    }

    async Task<(long Id, string Token)> CreateAsync(string name) => (await _tokens.CreateAsync(NewToken.OfServer(name), CancellationToken.None)).ShouldNotBeNull();
}
