using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PipelineDeploy.Server.OpenApi;

/// <summary>Groups an operation by its resource and says what its parameters are. Its summary is its handler's doc comment.</summary>
sealed class OperationWords : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var resource = Resources.Of(metadata.OfType<MethodInfo>().Single().DeclaringType!);
        operation.Tags = new HashSet<OpenApiTagReference> { new(resource.Name, context.Document) };
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [];
        }

        foreach (var answer in (operation.Responses ?? []).Where(answer => answer.Key is "201" or "202").Select(answer => answer.Value).OfType<OpenApiResponse>())
        {
            answer.Headers ??= Header("Location", "Where it is.", JsonSchemaType.String);
        }

        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            if (Parameters.Find(PathOf(context), parameter.Name!) is { } words)
            {
                parameter.Description ??= words.Description;
                parameter.Example ??= Parameters.ExampleOf(words);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>A header of an answer.</summary>
    internal static Dictionary<string, IOpenApiHeader> Header(string name, string description, JsonSchemaType type) =>
        new() { [name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = type } } };

    /// <summary>The operation's path as the description has it.</summary>
    internal static string PathOf(OpenApiOperationTransformerContext context) =>
        "/" + context.Description.RelativePath!.TrimEnd('/').Replace(":long}", "}", StringComparison.Ordinal).Replace(":int}", "}", StringComparison.Ordinal);
}
