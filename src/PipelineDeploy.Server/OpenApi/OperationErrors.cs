using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.Idempotency;

namespace PipelineDeploy.Server.OpenApi;

/// <summary>
/// Tells the errors of an operation. Most follow from what it is: sign-in and role from its policy, what is not there from its path, what
/// cannot be read from its parameters and its body. Only the rest is told by the endpoint, see <see cref="OwnErrors"/>.
/// </summary>
sealed class OperationErrors : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document!;
        document.AddComponent(nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken));
        operation.Responses ??= [];
        foreach (var status in CodesOf(operation, context).Distinct().GroupBy(ErrorTexts.StatusOf).OrderBy(group => group.Key))
        {
            string[] codes = [.. status.Order(StringComparer.Ordinal)];
            foreach (var code in codes)
            {
                document.AddComponent(code, new OpenApiExample { Value = ExampleOf(code) });
            }

            operation.Responses.TryAdd($"{status.Key}", codes is [var only] ? Shared(only, document) : Answer($"`{string.Join("`, `", codes)}`", codes, document));
        }
    }

    static OpenApiResponseReference Shared(string code, OpenApiDocument document)
    {
        document.AddComponent(code, Answer(ErrorTexts.Of(code), [code], document));
        return new OpenApiResponseReference(code, document);
    }

    static OpenApiResponse Answer(string description, IReadOnlyList<string> codes, OpenApiDocument document) => new()
    {
        Description = description,
        Headers = ErrorTexts.StatusOf(codes[0]) == 429 ? OperationWords.Header("Retry-After", "Seconds to wait.", JsonSchemaType.Integer) : null,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new()
            {
                Schema = new OpenApiSchemaReference(nameof(Problem), document),
                Examples = codes.ToDictionary(code => code, IOpenApiExample (code) => new OpenApiExampleReference(code, document)),
            },
        },
    };

    static JsonObject ExampleOf(string code) =>
        new() { ["type"] = ProblemWriter.TypeOf(code), ["title"] = ErrorTexts.Of(code), ["status"] = ErrorTexts.StatusOf(code), ["code"] = code };

    static IEnumerable<string> CodesOf(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var path = OperationWords.PathOf(context);
        return
        [
            .. metadata.OfType<OwnErrors>().SelectMany(own => own.Codes),
            .. Parameters.MissingIn(path),
            .. OfReading(operation, context.Description),
            .. OfHeaders(new EndpointMetadataCollection(metadata), context.Description.HttpMethod!, path),
            .. metadata.OfType<IAllowAnonymous>().Any() ? [] : OfSignIn(context.Description.HttpMethod!, path, [.. metadata.OfType<IAuthorizeData>().Select(data => data.Policy)]),
            .. path is "/healthz" or "/readyz" ? Array.Empty<string>() : ["request.tooMany"],
        ];
    }

    static IEnumerable<string> OfHeaders(EndpointMetadataCollection metadata, string method, string path) =>
    [
        .. metadata.GetMetadata<ChangesTagged>() is null ? Array.Empty<string>() : ["request.badCondition", "request.changed", "request.lockBusy"],
        .. metadata.GetMetadata<KeepsOwnKeys>() is null ? Array.Empty<string>() : ["request.badKey"],
        .. IdempotentDoors.Takes(metadata, method, path) ? ["request.badKey", "idempotency.otherRequest", "idempotency.underWay", "idempotency.unreadable"] : Array.Empty<string>(),
    ];

    static IEnumerable<string> OfReading(OpenApiOperation operation, ApiDescription description)
    {
        var hasNumbers = operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Query && parameter.Schema?.Type?.HasFlag(JsonSchemaType.String) == false) == true;
        var record = description.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source == BindingSource.Body)?.Type;
        return
        [
            .. hasNumbers ? ["request.badParameter"] : Array.Empty<string>(),
            .. operation.RequestBody is null ? [] : new[] { "request.badMediaType" },
            .. operation.RequestBody?.Required == true ? ["request.noBody"] : Array.Empty<string>(),
            // What is no record of ours is read by the endpoint itself, which has errors of its own.
            .. record?.Assembly == typeof(Problem).Assembly ? OfRecord(record) : [],
        ];
    }

    static IEnumerable<string> OfRecord(Type record) =>
    [
        "request.badJson", "request.badField", "request.refused",
        .. record.GetConstructors().Single().GetParameters().All(field => field.HasDefaultValue) ? [] : new[] { "request.missingField" },
    ];

    // A viewer of what is named sees it, and to everybody else it is not there. Whatever changes something is refused to foreign pages.
    static IEnumerable<string> OfSignIn(string method, string path, IReadOnlyList<string?> policies)
    {
        var isSeenOrNotThere = policies.Contains(SignIn.Viewers) && Parameters.MissingIn(path).Any(code => code is "app.notFound" or "run.notFound");
        var takesRole = !policies.Contains(SignIn.SignedIn) || policies.Contains(SignIn.Administrators);
        return !HttpMethods.IsGet(method) || (takesRole && !isSeenOrNotThere) ? ["auth.missing", "auth.forbidden"] : ["auth.missing"];
    }
}
