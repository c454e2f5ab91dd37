using Microsoft.AspNetCore.OpenApi;

namespace PipelineDeploy.Server.Conditions;

/// <summary>Registers what compares and tells entity tags.</summary>
static class ConditionServices
{
    const string Document = "v1";

    public static IServiceCollection AddConditions(this IServiceCollection services) => services
        .AddSingleton<CurrentState>()
        .Configure<OpenApiOptions>(Document, description => description.AddOperationTransformer<HeaderDocs>());
}
