using Npgsql;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Tests;

public sealed class DatabaseAddressTests
{
    [Theory]
    [InlineData("postgres://ada:s3cret@db.example:5433/shop")]
    [InlineData("postgresql://ada:s3cret@db.example:5433/shop")]
    [InlineData("Host=db.example;Port=5433;Username=ada;Password=s3cret;Database=shop")]
    public void Both_ways_of_writing_name_the_same_place(string text)
    {
        var parts = Parse(text);

        (parts.Host, parts.Port, parts.Username, parts.Password, parts.Database).ShouldBe(("db.example", 5433, "ada", "s3cret", "shop"));
    }

    [Fact]
    public void A_URI_without_a_port_means_5432() => Parse("postgres://ada@db/shop").Port.ShouldBe(5432);

    [Fact]
    public void Signs_in_a_URI_are_unescaped()
    {
        var parts = Parse("postgres://a%40b:p%3A%2F%3B'%20@db/my%20shop");

        (parts.Username, parts.Password, parts.Database).ShouldBe(("a@b", "p:/;' ", "my shop"));
    }

    [Fact]
    public void An_IPv6_address_is_taken_without_its_brackets() => Parse("postgres://ada@[::1]:5433/shop").Host.ShouldBe("::1");

    [Fact]
    public void Options_follow_a_question_mark() => Parse("postgres://ada@db/shop?sslmode=require&timeout=7").ShouldSatisfyAllConditions(
        parts => parts.SslMode.ShouldBe(SslMode.Require),
        parts => parts.Timeout.ShouldBe(7));

    [Fact]
    public void A_password_file_wins_and_its_line_end_does_not_count()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "from-file\n");

            new NpgsqlConnectionStringBuilder(DatabaseAddress.Parse("postgres://ada:other@db/shop", file)).Password.ShouldBe("from-file");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_missing_password_file_is_named()
    {
        var error = Should.Throw<UserErrorException>(() => DatabaseAddress.Parse("postgres://ada@db/shop", "/nowhere/password")).Error;

        error.Code.ShouldBe("database.badAddress");
        error.Message.ShouldContain("/nowhere/password");
    }

    [Fact]
    public void Nobody_keeps_a_transaction_open_for_long_and_does_nothing()
    {
        Parse("postgres://ada@db/shop").Options.ShouldBe("-c idle_in_transaction_session_timeout=10s");
        Parse("Host=db;Database=shop;Options=-c geqo=off").Options.ShouldBe("-c idle_in_transaction_session_timeout=10s -c geqo=off");
    }

    [Fact]
    public void The_pool_is_bounded()
    {
        Parse("Host=db;Database=shop").MaxPoolSize.ShouldBe(40);
        Parse("Host=db;Database=shop;Maximum Pool Size=5").MaxPoolSize.ShouldBe(5);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void A_missing_address_is_told(string? text) =>
        Should.Throw<UserErrorException>(() => DatabaseAddress.Parse(text)).Error.Code.ShouldBe("database.missing");

    [Theory]
    [InlineData("s3cret")]
    [InlineData("mysql://ada:s3cret@db/shop")]
    [InlineData("postgres://ada:s3cret@db:port/shop")]
    [InlineData("postgres://ada:s3cret@db:70000/shop")]
    [InlineData("postgres://ada:s3cret@db/shop?nonsense=1")]
    [InlineData("postgres://ada:s3cret@db/shop?timeout=s3cret")]
    [InlineData("postgres:///shop?password=s3cret")]
    [InlineData("Host=db;Pasword=s3cret")]
    [InlineData("Host=db;Port=s3cret")]
    [InlineData("Password=s3cret;Database=shop")]
    public void A_bad_address_is_told_without_repeating_it(string text)
    {
        var error = Should.Throw<UserErrorException>(() => DatabaseAddress.Parse(text)).Error;

        error.Code.ShouldBe("database.badAddress");
        error.Message.ShouldContain("PIPELINEDEPLOY_DATABASE");
        error.Hint.ShouldNotBeNull().ShouldContain("postgres://");
        $"{error}".ShouldNotContain("s3cret");
    }

    static NpgsqlConnectionStringBuilder Parse(string text) => new(DatabaseAddress.Parse(text));
}
