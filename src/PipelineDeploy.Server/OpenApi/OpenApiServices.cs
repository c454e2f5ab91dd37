using Microsoft.OpenApi;

namespace PipelineDeploy.Server.OpenApi;

/// <summary>The API's description at <c>/openapi/v1.json</c>: what the endpoints say of themselves, with words, examples and errors.</summary>
static class OpenApiServices
{
    const string Bearer = "bearer";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(description =>
    {
        description.AddSchemaTransformer<PlainSchemas>();
        description.AddOperationTransformer<OperationWords>();
        description.AddOperationTransformer<OperationExamples>();
        description.AddOperationTransformer<OperationErrors>();
        description.AddDocumentTransformer((document, _, _) =>
        {
            Introduce(document);
            return Task.CompletedTask;
        });
    });

    static void Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "PipelineDeploy",
            Version = "v1",
            Description = "Everything that PipelineDeploy does. Errors are problem details (RFC 9457) with a stable `type` and `code`. Besides those named here any operation may "
                + "answer 404 `request.unknownPath` to a number that is none, 500 `server.error`, and 503 `database.unreachable`, `docker.unreachable` or `router.failed`.",
        };
        document.Tags = Resources.All.DistinctBy(resource => resource.Name).Select(resource => new OpenApiTag { Name = resource.Name, Description = resource.Description }).ToHashSet();
        document.AddComponent(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Bearer,
            Description = "A token, made with `pdeploy tokens create` or `POST /api/v1/sign-in`.",
        });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
    }
}
