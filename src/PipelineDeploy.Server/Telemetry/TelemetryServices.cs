using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace PipelineDeploy.Server.Telemetry;

/// <summary>What the server tells of itself: to the console, and to a collector when there is one.</summary>
static class TelemetryServices
{
    const string ServiceName = "OTEL_SERVICE_NAME";

    public static void AddTelemetry(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.Logging.ClearProviders().AddConsoleLog(options.LogFormat);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning);
        if (options.Telemetry is not { } telemetry)
        {
            return;
        }

        // Has ASP.NET Core name its spans and put on them what the semantic conventions ask for.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        builder.Logging.AddOpenTelemetry(logs =>
        {
            (logs.IncludeScopes, logs.IncludeFormattedMessage) = (true, true);
            logs.SetResourceBuilder(Resource()).AddOtlpExporter(exporter => telemetry.Aim(exporter, "logs"));
        });
        // Registered before all others, so that it stops after them and sends their last words.
        builder.Services.AddSingleton(telemetry).AddHostedService<TelemetryExport>();
    }

    /// <summary>Who speaks; the environment may say otherwise.</summary>
    public static ResourceBuilder Resource()
    {
        var resource = ResourceBuilder.CreateDefault();
        return Environment.GetEnvironmentVariable(ServiceName) is { Length: > 0 } ? resource : resource.AddService("pipelinedeploy", serviceVersion: ServerBuild.Version);
    }

    /// <summary>Sends a signal where it belongs.</summary>
    public static void Aim(this TelemetryOptions telemetry, OtlpExporterOptions exporter, string signal) =>
        (exporter.Endpoint, exporter.Protocol) = (telemetry.Of(signal), telemetry.IsHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc);
}
