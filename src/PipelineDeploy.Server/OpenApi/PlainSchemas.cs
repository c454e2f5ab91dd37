using System.Net;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PipelineDeploy.Server.OpenApi;

/// <summary>
/// Numbers are numbers: that the server also reads them out of strings is nothing to build on, and would make every client's type of them a union. And
/// a comment's <c>&lt;</c> is one, which the framework takes over as XML has it.
/// </summary>
sealed class PlainSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Type is { } type && (type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Number)))
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        schema.Description = WebUtility.HtmlDecode(schema.Description);
        return Task.CompletedTask;
    }
}
