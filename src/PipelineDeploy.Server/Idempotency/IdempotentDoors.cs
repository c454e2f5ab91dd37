using Microsoft.AspNetCore.Authorization;
using PipelineDeploy.Server.Audit;

namespace PipelineDeploy.Server.Idempotency;

/// <summary>Marks an endpoint that keeps keys by itself, in what it makes: its body is too large to be looked at twice, or its key holds for ever.</summary>
sealed class KeepsOwnKeys;

/// <summary>Which endpoints take an <c>Idempotency-Key</c>.</summary>
static class IdempotentDoors
{
    /// <summary>Registers what looks after the keys.</summary>
    public static IServiceCollection AddIdempotency(this IServiceCollection services) => services.AddSingleton<AnswerSeal>();

    /// <summary>Whether keys are looked after here: every POST of the API that changes something, of somebody who is signed in, and keeps none by itself.</summary>
    public static bool Takes(EndpointMetadataCollection metadata, string method, PathString path) =>
        HttpMethods.IsPost(method) && path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase)
        && metadata.GetMetadata<KeepsOwnKeys>() is null && metadata.GetMetadata<ChangesNothing>() is null && metadata.GetMetadata<IAllowAnonymous>() is null;
}
