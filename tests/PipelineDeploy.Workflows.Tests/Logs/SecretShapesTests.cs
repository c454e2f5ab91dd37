using PipelineDeploy.Workflows.Logs;

namespace PipelineDeploy.Workflows.Tests.Logs;

public sealed class SecretShapesTests
{
    [Theory]
    [InlineData("cloning https://ann:s3cr3t@git.example.com/a.git", "cloning https://***@git.example.com/a.git")]
    [InlineData("https://ann:p@ss@host/x", "https://***@host/x")]
    [InlineData("postgres://u:pw@db:5432/x and redis://:pw@cache", "postgres://***@db:5432/x and redis://***@cache")]
    [InlineData("https://0123456789abcdef0123@github.com/a", "https://***@github.com/a")]
    [InlineData("> Authorization: Bearer abc.def-ghi_123", "> Authorization: Bearer ***")]
    [InlineData("authorization: basic dXNlcjpwYXNz", "authorization: basic ***")]
    [InlineData("\"Authorization\": \"Bearer 0123456789\"", "\"Authorization\": \"Bearer ***\"")]
    [InlineData("X-Api-Key: 0123456789", "X-Api-Key: ***")]
    [InlineData("DB_PASSWORD=hunter2 npm ci", "DB_PASSWORD=*** npm ci")]
    [InlineData("Host=db;Password=hunter2;Timeout=3", "Host=db;Password=***;Timeout=3")]
    [InlineData("/cb?access_token=abc&x=1", "/cb?access_token=***&x=1")]
    [InlineData("token ghp_0123456789abcdefghij0123 works", "token *** works")]
    [InlineData("pd_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "***")]
    public void What_looks_like_a_secret_is_hidden(string line, string expected) => SecretShapes.Mask(line).ShouldBe(expected);

    [Theory]
    [InlineData("http://localhost:8080/checks")]
    [InlineData("ssh://git@github.com/a.git")]
    [InlineData("http://registry:4873/@scope/pkg")]
    [InlineData("PWD=/app")]
    [InlineData("error: unexpected token: }")]
    [InlineData("the bearer of this")]
    [InlineData("ann@example.com")]
    [InlineData("sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void What_does_not_stays(string line) => SecretShapes.Mask(line).ShouldBe(line);

    [Theory]
    [InlineData("://")]
    [InlineData("password=")]
    [InlineData("Authorization: Bearer ")]
    public void A_hostile_line_takes_no_longer_than_its_length(string bait)
    {
        var line = string.Concat(Enumerable.Repeat(bait, 200_000 / bait.Length));

        var clock = System.Diagnostics.Stopwatch.StartNew();
        SecretShapes.Mask(line);

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }
}
