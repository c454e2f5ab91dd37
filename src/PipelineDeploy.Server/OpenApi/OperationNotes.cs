namespace PipelineDeploy.Server.OpenApi;

/// <summary>The errors of an operation that its place, its body and its policy do not tell.</summary>
/// <param name="Codes">Their codes, each of <see cref="ErrorTexts"/>.</param>
sealed record OwnErrors(IReadOnlyList<string> Codes);

/// <summary>What an endpoint says of itself for the description.</summary>
static class OperationNotes
{
    /// <summary>Gives an endpoint the name that clients know it by, which never changes, and tells its own errors.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="id">Its <c>operationId</c>, in camelCase.</param>
    /// <param name="errors">Codes of errors that are its own; see <see cref="OperationErrors"/> for those that are known without.</param>
    public static RouteHandlerBuilder Operation(this RouteHandlerBuilder endpoint, string id, params string[] errors) =>
        endpoint.WithName(id).WithMetadata(new OwnErrors(errors));
}
