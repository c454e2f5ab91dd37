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

    public TokenStoreTests(MigratedDatabase house) => (_house, _tokens) = (house, new TokenStore(house.Database.Source, _time));

    [Fact]
    public async Task A_token_tells_whose_it_is()
    {
        var token = await CreateAsync("ada");

        var owner = (await _tokens.FindAsync(token, CancellationToken.None)).ShouldNotBeNull();

        (owner.Name, owner.Role).ShouldBe(("ada", "admin"));
        (await _tokens.FindByIdAsync(owner.Id, CancellationToken.None)).ShouldBe(owner);
    }

    [Fact]
    public async Task Only_the_hash_of_a_token_and_of_a_link_is_in_the_database()
    {
        var token = await CreateAsync("hashed");
        var code = await LinkAsync("linked");

        (await _house.Database.ScalarAsync<byte[]>("select hash from tokens where name = 'hashed'")).ShouldBe(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        var rows = await _house.Database.ColumnAsync<string>("select t::text from tokens t union all select l::text from sign_in_links l");
        string.Join('\n', rows).ShouldSatisfyAllConditions(text => text.ShouldNotContain(token.Replace("pd_", "")), text => text.ShouldNotContain(code));
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
        var token = await CreateAsync("taken");

        (await _tokens.CreateAsync("taken", "admin", CancellationToken.None)).ShouldBeNull();

        (await _tokens.FindAsync(token, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Tokens_and_codes_have_256_bits_and_never_repeat()
    {
        var tokens = new[] { await CreateAsync("one"), await CreateAsync("two"), await LinkAsync("three"), await LinkAsync("four") };

        tokens.ShouldBeUnique();
        tokens.ShouldAllBe(token => token.Replace("pd_", "").Length == 64);
    }

    [Fact]
    public async Task A_link_works_once()
    {
        var code = await LinkAsync("once");

        (await _tokens.RedeemLinkAsync(code, CancellationToken.None)).ShouldNotBeNull().Name.ShouldBe("once");
        (await _tokens.RedeemLinkAsync(code, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_twenty_browsers_with_the_same_link_one_gets_in()
    {
        var code = await LinkAsync("twenty");

        var owners = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _tokens.RedeemLinkAsync(code, CancellationToken.None))));

        owners.Count(owner => owner is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_link_that_has_expired_is_worth_nothing()
    {
        var code = await LinkAsync("late");

        _time.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        (await _tokens.RedeemLinkAsync(code, CancellationToken.None)).ShouldBeNull();
    }

    async Task<string> LinkAsync(string name)
    {
        var owner = (await _tokens.FindAsync(await CreateAsync(name), CancellationToken.None)).ShouldNotBeNull();
        return await _tokens.CreateLinkAsync(owner.Id, _time.GetUtcNow().AddMinutes(10), CancellationToken.None);
    }

    async Task<string> CreateAsync(string name) => (await _tokens.CreateAsync(name, "admin", CancellationToken.None)).ShouldNotBeNull();
}
