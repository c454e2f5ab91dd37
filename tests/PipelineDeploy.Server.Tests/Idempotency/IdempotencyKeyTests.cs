using System.Text;
using Microsoft.AspNetCore.Http;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Idempotency;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Tests.Idempotency;

public sealed class IdempotencyKeyTests
{
    [Theory]
    [InlineData("8e03978e-40d5-43dd-bc93-6894a57f9324", "8e03978e-40d5-43dd-bc93-6894a57f9324")]
    [InlineData("\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", "8e03978e-40d5-43dd-bc93-6894a57f9324")]
    [InlineData("!~", "!~")]
    [InlineData("k", "k")]
    [InlineData("\"", "\"")]
    public void A_key_is_read_with_or_without_its_quotes(string sent, string key) => IdempotencyKey.Parse(sent).ShouldBe(key);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\"\"", "is empty")]
    [InlineData("a b", "has a character that is not visible ASCII")]
    [InlineData("a\tb", "has a character that is not visible ASCII")]
    [InlineData("a\u007f", "has a character that is not visible ASCII")]
    [InlineData("sch\u00f6n", "has a character that is not visible ASCII")]
    public void What_is_no_key_is_told_by_its_field(string sent, string wrong)
    {
        var refused = Should.Throw<FieldErrorsException>(() => IdempotencyKey.Parse(sent));

        refused.Error.Code.ShouldBe("request.badKey");
        refused.Error.Hint.ShouldNotBeNull();
        refused.Fields.ShouldHaveSingleItem().Key.ShouldBe("Idempotency-Key");
        refused.Fields["Idempotency-Key"].ShouldBe([wrong]);
    }

    [Fact]
    public void A_key_has_at_most_200_characters_and_is_there_once()
    {
        IdempotencyKey.Parse(new string('k', 200)).Length.ShouldBe(200);
        Should.Throw<FieldErrorsException>(() => IdempotencyKey.Parse(new string('k', 201))).Error.Message.ShouldBe("Idempotency-Key is 201 characters long");
        Should.Throw<FieldErrorsException>(() => IdempotencyKey.Parse(new(["a", "b"]))).Error.Message.ShouldBe("Idempotency-Key is there more than once");
        IdempotencyKey.Of(new DefaultHttpContext().Request).ShouldBeNull();
    }

    [Fact]
    public void A_key_holds_for_one_caller_one_method_and_one_path()
    {
        var scopes = new[]
        {
            Scope(user: 1, token: 1), Scope(user: 1, token: 2), Scope(user: 1, token: null), Scope(user: 2, token: null), Scope(user: null, token: 3),
            Scope(user: 1, token: 1, method: "PATCH"), Scope(user: 1, token: 1, path: "/api/v1/apps/b"), Scope(user: 1, token: 1, key: "other"),
        };

        scopes.Distinct().Count().ShouldBe(scopes.Length);
        Scope(user: 9, token: 1).ShouldBe(Scope(user: 1, token: 1), "a token's number is its own");
    }

    [Fact]
    public async Task Requests_differ_by_query_and_body_and_the_body_can_be_read_again()
    {
        var request = RequestOf("?a=1", "{}");

        var first = await IdempotencyKey.FingerprintOf(request, default);

        using var reader = new StreamReader(request.Body);
        (await reader.ReadToEndAsync()).ShouldBe("{}");
        (await IdempotencyKey.FingerprintOf(RequestOf("?a=1", "{}"), default)).ShouldBe(first);
        (await IdempotencyKey.FingerprintOf(RequestOf("?a=2", "{}"), default)).ShouldNotBe(first);
        (await IdempotencyKey.FingerprintOf(RequestOf("?a=1", "{ }"), default)).ShouldNotBe(first);
        (await IdempotencyKey.FingerprintOf(RequestOf("?a=1\n{}", ""), default)).ShouldNotBe(first);
    }

    static string Scope(long? user, long? token, string method = "POST", string path = "/api/v1/apps/a", string key = "key")
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Path) = (method, path);
        return Convert.ToHexString(IdempotencyKey.ScopeOf(new Caller("ann", Rights.All, user, token, null, null), request, key));
    }

    static HttpRequest RequestOf(string query, string body)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new QueryString(query);
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return request;
    }
}
