using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PipelineDeploy.Server.Idempotency;

namespace PipelineDeploy.Server.Conditions;

/// <summary>Tells in the API's description which headers make a request conditional or repeatable; the errors they lead to stand with all others.</summary>
sealed class HeaderDocs : IOpenApiOperationTransformer
{
    /// <inheritdoc />
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = new EndpointMetadataCollection(context.Description.ActionDescriptor.EndpointMetadata);
        operation.Responses ??= [];
        if (metadata.GetMetadata<Tagged>() is not null)
        {
            AddTag(operation);
        }

        if (metadata.GetMetadata<ChangesTagged>() is { } what)
        {
            AddCondition(operation, what);
        }

        if (metadata.GetMetadata<KeepsOwnKeys>() is not null)
        {
            AddHeader(operation, IdempotencyKey.Header, "Requests with the same key are one; 1 to 200 visible ASCII characters.");
        }
        else if (IdempotentDoors.Takes(metadata, context.Description.HttpMethod ?? "", "/" + context.Description.RelativePath))
        {
            AddHeader(operation, IdempotencyKey.Header, "The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters.");
        }

        return Task.CompletedTask;
    }

    static void AddTag(OpenApiOperation operation)
    {
        AddHeader(operation, "If-None-Match", "ETags of answers that you have.");
        operation.Responses!.TryAdd("304", new OpenApiResponse { Description = "You have it already." });
        if (operation.Responses.GetValueOrDefault("200") is OpenApiResponse found)
        {
            found.Headers ??= new Dictionary<string, IOpenApiHeader>();
            found.Headers.TryAdd("ETag", new OpenApiHeader { Description = "Names what the answer says.", Schema = Text() });
        }
    }

    static void AddCondition(OpenApiOperation operation, ChangesTagged what)
    {
        AddHeader(operation, "If-Match", "The ETag of what you have seen: nothing is changed when that is not there any more.");
        if (what.Missing is not null)
        {
            AddHeader(operation, "If-None-Match", "`*`: nothing is changed when it is there already.");
        }
    }

    static void AddHeader(OpenApiOperation operation, string name, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Header, Description = description, Schema = Text() });
    }

    static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
