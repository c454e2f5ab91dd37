using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Pages;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server;

/// <summary>Writes every error as <c>application/problem+json</c>: one clear error, and nothing of our insides.</summary>
/// <remarks>RFC 9457.</remarks>
public sealed partial class ProblemWriter(ILogger<ProblemWriter> logger) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, error) = AnswerTo(exception);
        WriteRetryAfter(httpContext, exception);
        if (status == 500)
        {
            Broke(exception, httpContext.Request.Method, httpContext.Request.Path);
        }

        await WriteAsync(httpContext, status, error, (exception as FieldErrorsException)?.Fields);
        return true;
    }

    /// <summary>The status that an error is answered with.</summary>
    internal static int StatusOf(Exception exception) => AnswerTo(exception).Status;

    /// <summary>An error as the API tells it.</summary>
    internal static Problem ProblemOf(int status, UserError error) =>
        new(TypeOf(error.Code), error.Message, status, error.Code, error.Hint);

    /// <summary>Says how long to wait, after what was too often.</summary>
    internal static void WriteRetryAfter(HttpContext context, Exception exception)
    {
        if (exception is TooManyException tooMany)
        {
            context.Response.Headers.RetryAfter = tooMany.RetryAfter.ToString(CultureInfo.InvariantCulture);
        }
    }

    static (int Status, UserError Error) AnswerTo(Exception exception) => exception switch
    {
        UserErrorException e => (StatusOf(e.Error.Code), e.Error),
        BadHttpRequestException e => (e.StatusCode, BadRequest.ErrorOf(e)),
        NpgsqlException { IsTransient: true } => (503, new UserError("database.unreachable", "The database does not answer right now", "Try again in a moment; runs go on where they were.")),
        PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire } => (400, new UserError(
            "request.badText", "A text of the request has a sign that none may have: NUL (U+0000)", "Leave it out; a name never has one.")),
        _ => (500, new UserError("server.error", "Something went wrong inside PipelineDeploy", "The server's log has the whole story under the traceId.")),
    };

    /// <summary>Fills an answer that has a status and no body.</summary>
    public static Task ForEmptyAnswer(Microsoft.AspNetCore.Diagnostics.StatusCodeContext context) => WriteAsync(
        context.HttpContext,
        context.HttpContext.Response.StatusCode,
        context.HttpContext.Response.StatusCode switch
        {
            401 => new UserError("auth.missing", "You are not signed in, or the token is not known here", "Sign in with: pdeploy login, or send 'Authorization: Bearer <token>'."),
            403 => new UserError("auth.forbidden", "You may not do this"),
            404 => new UserError("request.unknownPath", $"There is nothing at {context.HttpContext.Request.Path}", "The API is described at /openapi/v1.json."),
            405 => new UserError("request.unknownMethod", $"{context.HttpContext.Request.Method} is not possible at {context.HttpContext.Request.Path}"),
            415 => new UserError("request.badMediaType", "The body's Content-Type is not what is expected here", BadRequest.MediaTypeHint),
            var other => new UserError("request.refused", $"The request was refused with status {other}"),
        });

    static Task WriteAsync(
        HttpContext context, int status, UserError error, IReadOnlyDictionary<string, IReadOnlyList<string>>? fields = null)
    {
        var traceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        if (ErrorPage.IsFor(context.Request))
        {
            return ErrorPage.WriteAsync(context, status, error, traceId);
        }

        context.Response.StatusCode = status;
        var problem = ProblemOf(status, error) with { Errors = fields, TraceId = traceId };
        return context.Response.WriteAsJsonAsync(problem, WireJson.Default.Problem, "application/problem+json");
    }

    /// <summary>The stable address of a kind of error.</summary>
    internal static string TypeOf(string code) => $"https://pipelinedeploy.dev/problems/{code}";

    /// <summary>The status that an error is answered with.</summary>
    internal static int StatusOf(string code) => code switch
    {
        "app.notFound" or "run.notFound" or "setting.unknown" or "pipeline.notFound" or "window.notFound" or "freeze.notFound" or "schedule.notFound" or "config.notFound" or "release.notFound" or "domain.notFound" or "cert.notFound" or "git.noAccess" or "ssh.unknownKey" => 404,
        "app.exists" or "app.domainTaken" or "cert.noHttps" or "pipeline.builtIn" or "schedule.exists" or "approval.notWaiting" => 409,
        "run.finished" or "run.subjectBusy" or "run.notHeld" or "run.notRetryable" or "run.notNewest" or "run.cannotRetryFrom" => 409,
        "checks.nothingServes" or "redeploy.nothingServes" or "router.noCounters" => 409,
        "rollback.busy" or "rollback.serves" or "rollback.nothingServes" or "rollback.noneBefore" or "release.imageGone" or "release.nothingServes" => 409,
        "webhook.unknown" or "webhook.notFound" or "webhook.noDelivery" => 404,
        "webhook.unproven" => 401,
        "webhook.tooLarge" => 413,
        "webhook.tooSlow" => 408,
        "webhook.tooMany" => 429,
        "user.notFound" or "token.notFound" => 404,
        "user.exists" or "token.exists" or "user.lastAdmin" => 409,
        "setup.done" => 410,
        "auth.forbidden" or "auth.tooMuch" or "setup.wrongToken" => 403,
        "signIn.wrong" => 401,
        "signIn.tooMany" or "request.tooMany" => 429,
        "ssh.keyExists" => 409,
        "pipeline.changed" or "request.changed" => 412,
        "idempotency.otherRequest" => 422,
        "idempotency.underWay" or "idempotency.unreadable" or "request.lockBusy" => 409,
        "approval.ownRun" or "approval.notAsked" or "ssh.notAllowed" => 403,
        "source.tooLarge" or "git.tooLarge" or "signal.tooLarge" => 413,
        "run.unreadable" or "route.unreadable" or "release.unreadable" or "cert.unreadable" => 500,
        "docker.unreachable" or "router.failed" => 503,
        _ => 400,
    };

    [LoggerMessage(EventId = 400, Level = LogLevel.Error, Message = "{Method} {Path} broke")]
    partial void Broke(Exception e, string method, PathString path);
}
