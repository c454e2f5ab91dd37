using System.Security.Cryptography;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using PipelineDeploy.Postgres.Idempotency;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Idempotency;

/// <summary>
/// Does a request with an <c>Idempotency-Key</c> once, and answers the same again as often as it is asked. Comes after the sign-in: a key is its
/// caller's, and whoever has lost a right gets no answer from when there was one.
/// </summary>
sealed partial class IdempotentRequests(
    RequestDelegate next, IdempotencyStore store, AnswerSeal seal, IExceptionHandler problems, TimeProvider time, ILogger<IdempotentRequests> logger)
{
    public async Task InvokeAsync(HttpContext context, AuditNotes notes)
    {
        if (context.GetEndpoint() is not { } endpoint || !IdempotentDoors.Takes(endpoint.Metadata, context.Request.Method, context.Request.Path)
            || context.User.FindCaller() is not { } caller || IdempotencyKey.Of(context.Request) is not { } key)
        {
            await next(context);
            return;
        }

        var scope = IdempotencyKey.ScopeOf(caller, context.Request, key);
        var fingerprint = await IdempotencyKey.FingerprintOf(context.Request, context.RequestAborted);
        var holder = Guid.CreateVersion7(time.GetUtcNow());
        if (await store.TakeAsync(scope, fingerprint, holder, context.RequestAborted) is { } earlier)
        {
            await AnswerAgainAsync(context, scope, fingerprint, earlier, notes);
            return;
        }

        // Who hangs up and asks again finds the answer: what was begun with a key is carried to its end.
        context.RequestAborted = CancellationToken.None;
        await using var lease = new KeyLease(store, scope, holder, time);
        await CarryOutAsync(context, scope, holder);
    }

    async Task AnswerAgainAsync(HttpContext context, byte[] scope, byte[] fingerprint, EarlierRequest earlier, AuditNotes notes)
    {
        if (!CryptographicOperations.FixedTimeEquals(earlier.Fingerprint, fingerprint))
        {
            throw new UserErrorException(
                "idempotency.otherRequest", $"This {IdempotencyKey.Header} came with another request before", "Take a new key for each thing that is to be done; repeat a request as it was.");
        }

        if (earlier.SealedAnswer is null)
        {
            context.Response.Headers.RetryAfter = "1";
            await problems.TryHandleAsync(
                context,
                new UserErrorException("idempotency.underWay", $"The first request with this {IdempotencyKey.Header} is still under way", "Ask again in a moment; you get its answer."),
                context.RequestAborted);
            return;
        }

        var answer = seal.Open(scope, earlier.SealedAnswer);
        notes.Say("replayed", true);
        context.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        await answer.WriteAsync(context.Response, context.RequestAborted);
    }

    async Task CarryOutAsync(HttpContext context, byte[] scope, Guid holder)
    {
        var connection = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var body = new MemoryStream();
        context.Response.Body = body;
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync();
        }
        catch (Exception e) when (ProblemWriter.StatusOf(e) < StatusCodes.Status500InternalServerError)
        {
            context.Response.Clear();
            await problems.TryHandleAsync(context, e, context.RequestAborted);
            await context.Response.BodyWriter.FlushAsync();
        }
        catch
        {
            await FreeAsync(scope, holder);
            throw;
        }
        finally
        {
            context.Features.Set(connection);
        }

        await EndAsync(scope, holder, KeptAnswer.Of(context.Response, body.ToArray()));
        if (body.Length > 0)
        {
            await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length));
        }
    }

    // What may go well in a moment must not be answered the same for a day.
    async Task EndAsync(byte[] scope, Guid holder, KeptAnswer answer)
    {
        if (answer.Status is >= StatusCodes.Status500InternalServerError or StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests)
        {
            await FreeAsync(scope, holder);
            return;
        }

        try
        {
            await store.KeepAsync(scope, holder, seal.Seal(scope, answer), CancellationToken.None);
        }
        catch (Exception e)
        {
            // It is done, and who asked for it hears so; only a repeat would not.
            NotKept(e);
        }
    }

    async Task FreeAsync(byte[] scope, Guid holder)
    {
        try
        {
            await store.FreeAsync(scope, holder, CancellationToken.None);
        }
        catch (Exception e)
        {
            NotKept(e);
        }
    }

    [LoggerMessage(EventId = 430, Level = LogLevel.Warning, Message = "What came of a request with an Idempotency-Key could not be kept; its key is free when its lease ends")]
    partial void NotKept(Exception e);
}
