using System.Net.Sockets;
using System.Text;
using PipelineDeploy.Postgres.Auth;

namespace PipelineDeploy.Server.Tests.Auth;

/// <summary>Ways round a sign-in that worked elsewhere (TeamCity CVE-2024-27198 and its like), sent as they are.</summary>
[Trait("Category", "Integration")]
public sealed class BypassTests(RunningServer server) : IClassFixture<RunningServer>
{
    const string Canary = "canary-app";

    public static TheoryData<string> Variants =>
    [
        "/api/v1/apps", "/api/v1/apps/", "//api/v1/apps", "/api//v1/apps", "/api/v1//apps", "/./api/v1/apps", "/api/./v1/apps", "/API/V1/APPS",
        "/healthz/../api/v1/apps", "/healthz/..;/api/v1/apps", "/healthz/%2e%2e/api/v1/apps", "/healthz/.%2e/api/v1/apps", "/healthz%2f..%2fapi/v1/apps",
        "/assets/../api/v1/apps", "/assets/..%2fapi/v1/apps", "/assets/%2e%2e%2fapi%2fv1%2fapps", "/sign-in/../api/v1/apps", "/openapi/../api/v1/apps",
        "/api/v1/apps;.json", "/api/v1/apps;/healthz", "/api/v1/apps/..;/apps", "/api/v1/apps.json", "/api/v1/apps.", "/api/v1/apps..", "/api/v1/apps%20", "/api/v1/apps%00",
        "/api/v1/apps%00.css", "/api/v1/apps%2f", "/api/v1/apps/%2e", "/api/v1/apps/%2e%2e/apps", "/api/v1/apps?jsp=/healthz", "/api/v1/apps?/healthz", "/api/v1/apps#/healthz",
        "/api/v1/apps/canary-app", "/api/v1/apps/canary-app/", "/api/v1/apps/canary-app/settings", "/api/v1/apps/canary-app%2fsettings", "/api/v1/apps/canary-app;/settings",
        "/%61pi/v1/apps", "/api%2fv1%2fapps", "/api/v1/%61pps", "/api\\v1\\apps", "/..%5capi/v1/apps", "/healthz\\..\\api\\v1\\apps", "/\u00a0api/v1/apps", "/api/v1/apps\t",
        "/", "/apps/canary-app", "//apps/canary-app", "/apps/canary-app/", "/runs/1", "/index.html", "/apps/../apps/canary-app", "/404;.jsp?jsp=/api/v1/apps",
        "http://127.0.0.1/api/v1/apps", "http://localhost/healthz/../api/v1/apps", "http://x@127.0.0.1/api/v1/apps", "*",
    ];

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task No_way_of_writing_a_path_gets_round_the_sign_in(string target)
    {
        await CreateAsync(Canary);

        var answer = await SendRawAsync($"GET {target} HTTP/1.1");

        answer.ShouldNotContain("createdAt");
        answer.ShouldNotContain($"<h1>{Canary}");
        StatusOf(answer).ShouldBeOneOf(400, 401, 404, 405);
    }

    [Theory]
    [InlineData("X-Original-URL: /healthz")]
    [InlineData("X-Rewrite-URL: /healthz")]
    [InlineData("X-Forwarded-For: 127.0.0.1")]
    [InlineData("X-Forwarded-User: admin")]
    [InlineData("X-Remote-User: admin")]
    [InlineData("X-HTTP-Method-Override: OPTIONS")]
    [InlineData("Authorization:")]
    [InlineData("Authorization: Bearer")]
    [InlineData("Authorization: Bearer  ")]
    [InlineData("Authorization: Bearer null")]
    [InlineData("Authorization: Basic YWRtaW46YWRtaW4=")]
    [InlineData("Authorization: Negotiate x")]
    [InlineData("Cookie: pipelinedeploy=admin")]
    [InlineData("Cookie: __Host-pipelinedeploy=admin")]
    [InlineData("Cookie: pipelinedeploy=")]
    public async Task No_header_gets_round_it_either(string header) => StatusOf(await SendRawAsync("GET /api/v1/apps HTTP/1.1", header)).ShouldBe(401);

    [Theory]
    [InlineData("HEAD", 401)]
    [InlineData("POST", 401)]
    [InlineData("TRACE", 405)]
    [InlineData("GETX", 405)]
    [InlineData("get", 405)]
    public async Task No_method_gets_round_it_either(string method, int status) =>
        StatusOf(await SendRawAsync($"{method} /api/v1/apps HTTP/1.1", "Content-Length: 0")).ShouldBeOneOf(status, 401, 405);

    [Theory]
    [InlineData("/api/v1/apps/own-app/../canary-app")]
    [InlineData("/api/v1/apps/own-app/%2e%2e/canary-app")]
    [InlineData("/api/v1/apps/own-app%2f..%2fcanary-app")]
    [InlineData("/api/v1/apps/own-app/..;/canary-app")]
    [InlineData("/api/v1/apps/CANARY-APP")]
    [InlineData("/api/v1/apps/canary-app%00")]
    [InlineData("/api/v1/apps/canary-app%20")]
    [InlineData("/api/v1/apps/canary-app?app=own-app")]
    [InlineData("/api/v1/apps/canary-app/settings?app=own-app")]
    [InlineData("/api/v1/apps//canary-app")]
    [InlineData("/apps/own-app/../canary-app")]
    public async Task No_way_of_writing_a_path_leads_from_ones_own_app_to_a_foreign_one(string target)
    {
        await CreateAsync(Canary);
        await CreateAsync("own-app");
        var rights = Rights.Of("own-app", Role.Admin);
        var token = (await server.Get<TokenStore>().CreateAsync(NewToken.OfServer($"t-{Guid.CreateVersion7():N}") with { Rights = rights }, default)).ShouldNotBeNull().Token;

        var answer = await SendRawAsync($"GET {target} HTTP/1.1", $"Authorization: Bearer {token}");

        StatusOf(answer).ShouldBeOneOf(400, 404);
        answer.ShouldNotContain("createdAt");
    }

    async Task CreateAsync(string app) => (await server.SendAsync(HttpMethod.Post, "/api/v1/apps", $$"""{"name":"{{app}}"}""")).Status.ShouldBeOneOf(201, 409);

    static int StatusOf(string answer) => int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    // HttpClient would tidy the path up.
    async Task<string> SendRawAsync(string line, string? header = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{line}\r\nHost: {server.Address.Authority}\r\nConnection: close\r\n{(header is null ? "" : $"{header}\r\n")}\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
