using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PipelineDeploy.Server.OpenApi;

/// <summary>Shows what goes in and what comes out: each wire record has one example, which all operations refer to.</summary>
sealed class OperationExamples : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document!;
        var body = context.Description.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source == BindingSource.Body);
        if (operation.RequestBody is OpenApiRequestBody request)
        {
            // The framework takes a comment for the body's that is a parameter's.
            request.Description = null;
            Show(request.Content, body?.Type ?? typeof(object), document);
        }

        foreach (var answer in context.Description.SupportedResponseTypes)
        {
            if (operation.Responses?.GetValueOrDefault($"{answer.StatusCode}") is OpenApiResponse { Content: { } content } && answer.Type is { } type)
            {
                Show(content, type, document);
            }
        }

        return Task.CompletedTask;
    }

    static void Show(IDictionary<string, OpenApiMediaType>? content, Type type, OpenApiDocument document)
    {
        foreach (var (name, media) in content ?? new Dictionary<string, OpenApiMediaType>())
        {
            if (!name.Contains("json", StringComparison.Ordinal) && name is not ("text/event-stream" or "application/x-www-form-urlencoded"))
            {
                // What has no structure: an archive, or one word.
                media.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = name == "text/plain" ? null : "binary" };
            }
            else if (Samples.Find(type) is var (key, value))
            {
                document.AddComponent(key, new OpenApiExample { Value = value });
                media.Examples = new Dictionary<string, IOpenApiExample> { [key] = new OpenApiExampleReference(key, document) };
            }
        }
    }
}
