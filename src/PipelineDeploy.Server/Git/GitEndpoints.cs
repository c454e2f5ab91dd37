using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Git;

/// <summary>Git over HTTP: every app has a repository at <c>/&lt;app&gt;.git</c>, served by git's own CGI program.</summary>
/// <remarks>git-http-backend(1); gitprotocol-http(5), "smart".</remarks>
static class GitEndpoints
{
    internal const string Receive = "git-receive-pack";
    internal const string Upload = "git-upload-pack";
    const int Overhead = 1024 * 1024;

    public static void MapGit(this WebApplication app)
    {
        var git = app.MapGroup("/{app}.git").RequireAuthorization(GitServices.Policy).ExcludeFromDescription().AddEndpointFilter(ShowErrorsAsync);
        git.MapGet("/info/refs", AdvertiseAsync);
        git.MapPost($"/{Receive}", (string app, HttpContext context, GitServing serving, PushLimits limits) => ServeAsync(app, Receive, context, serving, limits));
        git.MapPost($"/{Upload}", (string app, HttpContext context, GitServing serving, PushLimits limits) => ServeAsync(app, Upload, context, serving, limits)).WithMetadata(new ChangesNothing());
    }

    static Task AdvertiseAsync(string app, string? service, HttpContext context, GitServing serving) => service is Receive or Upload
        ? BackendAsync(app, "info/refs", context, serving)
        : throw new UserErrorException("git.badService", "This repository is served to git 1.6.6 and later", "Use a newer git.");

    static Task ServeAsync(string app, string service, HttpContext context, GitServing serving, PushLimits limits)
    {
        // What git itself counts is the pack; this holds before anything is unpacked.
        var most = service == Receive ? limits.MaxBytes + Overhead : Overhead * 10;
        // Git's sign-in is its own, so the audit has not seen who it is.
        var caller = context.User.Caller();
        var audit = context.RequestServices.GetRequiredService<AuditNotes>();
        (audit.Actor, audit.Token) = (caller.Name, caller.TokenName);
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = most;
        return context.Request.ContentLength > most ? throw new BadHttpRequestException("The request is too large.", 413) : BackendAsync(app, service, context, serving);
    }

    static Task BackendAsync(string app, string path, HttpContext context, GitServing serving) => serving.ServeAsync(
        new Push(app, context.User) { Notes = context.RequestServices.GetRequiredService<AuditNotes>() },
        async (repository, environment) =>
        {
            foreach (var (name, value) in VariablesOf(context, repository, path))
            {
                environment[name] = value;
            }

            await GitService.RunAsync(["http-backend"], environment, context.Request.Body, output => AnswerAsync(context.Response, output));
        },
        context.RequestAborted);

    static IEnumerable<(string Name, string Value)> VariablesOf(HttpContext context, AppRepository repository, string path)
    {
        var request = context.Request;
        yield return ("GATEWAY_INTERFACE", "CGI/1.1");
        yield return ("GIT_PROJECT_ROOT", Path.GetDirectoryName(repository.Folder)!);
        yield return ("GIT_HTTP_EXPORT_ALL", "1");
        yield return ("PATH_INFO", $"/{Path.GetFileName(repository.Folder)}/{path}");
        yield return ("REMOTE_USER", context.User.Identity!.Name!);
        yield return ("REQUEST_METHOD", request.Method);
        yield return ("QUERY_STRING", request.QueryString.Value?.TrimStart('?') ?? "");
        yield return ("CONTENT_TYPE", request.ContentType ?? "");
        yield return ("HTTP_CONTENT_ENCODING", request.Headers.ContentEncoding.ToString());
        yield return ("GIT_PROTOCOL", request.Headers["Git-Protocol"].ToString());
        // Without a length git reads to the end, as it must for a push that is sent in chunks.
        if (request.ContentLength is { } length)
        {
            yield return ("CONTENT_LENGTH", length.ToString(CultureInfo.InvariantCulture));
        }
    }

    static async Task AnswerAsync(HttpResponse response, Stream output)
    {
        if (await CgiHead.ReadAsync(output, CancellationToken.None) is not { } head)
        {
            response.StatusCode = 500;
            return;
        }

        response.StatusCode = head.Status;
        foreach (var (name, value) in head.Headers)
        {
            response.Headers[name] = value;
        }

        await GitService.CopyAsync(output, response.Body);
    }

    static async ValueTask<object?> ShowErrorsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var response = context.HttpContext.Response;
        try
        {
            return await next(context);
        }
        catch (UserErrorException e) when (!response.HasStarted)
        {
            await GitAnswer.WriteAsync(response, e.Error.Code == "app.notFound" ? 404 : 400, $"{e.Error.Message}. {e.Error.Hint}");
        }
        catch (BadHttpRequestException e) when (e.StatusCode == 413 && !response.HasStarted)
        {
            var most = context.HttpContext.RequestServices.GetRequiredService<PushLimits>().MaxBytes >> 20;
            await GitAnswer.WriteAsync(response, 413, $"The push is larger than {most} MiB. Keep large files out of the repository, or let the server take more: {ServerOptions.PushVariable}");
        }

        return Results.Empty;
    }
}
