using Dapper;
using Npgsql;
using PipelineDeploy.Postgres.Apps;

namespace PipelineDeploy.Postgres.Tests.Faults;

/// <summary>
/// A text that PostgreSQL refuses costs whoever sent it, and nobody who gets the same connection later: Npgsql 10.0 takes a statement that was
/// refused in the moment in which it was to be prepared for one without rows, for as long as the connection lives.
/// </summary>
[Trait("Category", "Integration")]
public sealed class RefusedParameterTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    [Theory]
    [InlineData("a\0b")]
    [InlineData("\0")]
    [InlineData("Shop")]
    [InlineData("../shop")]
    public async Task What_is_no_name_of_an_app_is_not_even_asked_for(string name)
    {
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");

        (await new AppStore(nowhere).FindAsync(name, default)).ShouldBeNull();
    }

    // Statements are prepared at their fifth use.
    [Fact]
    public async Task Connections_are_given_up_after_a_refusal_so_that_the_next_one_gets_its_rows()
    {
        var one = new NpgsqlConnectionStringBuilder(ConnectionLimits.AddTo(house.Database.ConnectionString)) { MaxPoolSize = 1, ApplicationName = "refused" };
        await using var source = NpgsqlDataSource.Create(one.ConnectionString);
        for (var use = 1; use < 5; use++)
        {
            (await EchoAsync(source, "shop")).ShouldBe("shop");
        }

        (await Should.ThrowAsync<PostgresException>(() => EchoAsync(source, "a\0b"))).SqlState.ShouldBe(PostgresErrorCodes.CharacterNotInRepertoire);
        source.Clear();

        (await EchoAsync(source, "shop")).ShouldBe("shop");
    }

    static async Task<string> EchoAsync(NpgsqlDataSource source, string text)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await connection.QuerySingleAsync<string>("select @text::text", new { text });
    }
}
