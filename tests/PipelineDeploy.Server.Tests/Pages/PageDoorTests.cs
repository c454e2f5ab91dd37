using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Pages;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Tests.Pages;

public sealed class PageDoorTests : IAsyncLifetime, IDisposable
{
    WebApplication _app = null!;
    HttpClient _browser = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddExceptionHandler<ProblemWriter>();
        _app = builder.Build();
        _app.UseExceptionHandler(_ => { });
        _app.UseStatusCodePages(ProblemWriter.ForEmptyAnswer);
        _app.UseMiddleware<SecurityHeaders>();
        PageAssets.Map(_app);
        _app.MapGet("/runs/{id}", NotFound);
        _app.MapGet("/api/v1/runs/{id}", NotFound);
        await _app.StartAsync();
        _browser = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _browser.Dispose();

    [Theory]
    [InlineData("/runs/%3Cb%3E", "There is no run &lt;b&gt;")]
    [InlineData("/nonsense/%3Cb%3E", "There is nothing at /nonsense/")]
    public async Task A_browser_gets_a_page_for_what_is_not_there(string path, string says)
    {
        using var answer = await GetAsync(path, "text/html,application/xhtml+xml,*/*;q=0.8");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain(says);
        page.ShouldNotContain("<b>");
    }

    [Theory]
    [InlineData("/api/v1/runs/9", "text/html")]
    [InlineData("/runs/9", "application/json")]
    public async Task A_program_gets_a_problem(string path, string accept)
    {
        using var answer = await GetAsync(path, accept);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("/runs/9")]
    [InlineData("/nonsense")]
    [InlineData("/assets/page.css")]
    public async Task Every_answer_has_the_policy_also_one_that_an_exception_made(string path)
    {
        using var answer = await GetAsync(path, "text/html");

        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        // With no-referrer browsers send 'Origin: null' with our own forms, and signing out would be refused.
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
    }

    [Theory]
    [InlineData("page.css", "text/css")]
    [InlineData("icon.svg", "image/svg+xml")]
    public async Task An_asset_has_its_type_and_may_be_kept(string name, string type)
    {
        using var answer = await GetAsync(PageAssets.AddressOf(name), "*/*");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        answer.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
    }

    static string NotFound(string id) => throw new UserErrorException("run.notFound", $"There is no run {id}");

    async Task<HttpResponseMessage> GetAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);
        return await _browser.SendAsync(request);
    }
}
