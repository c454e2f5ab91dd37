using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Telemetry;

/// <summary>Where traces, metrics and logs are sent.</summary>
/// <param name="Endpoint">The collector.</param>
/// <param name="IsHttp">Whether it is spoken to by HTTP; else by gRPC.</param>
public sealed record TelemetryOptions(Uri Endpoint, bool IsHttp)
{
    /// <summary>The variable that names the collector.</summary>
    public const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The variable that says how it is spoken to.</summary>
    public const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>Reads the two variables; null when there is no collector.</summary>
    /// <exception cref="UserErrorException"><c>telemetry.badEndpoint</c>, <c>telemetry.badProtocol</c>.</exception>
    public static TelemetryOptions? Parse(string? endpoint, string? protocol)
    {
        if (string.IsNullOrEmpty(endpoint))
        {
            return null;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new UserErrorException("telemetry.badEndpoint", $"{Variable} is '{endpoint}', which is no http address", "Use e.g. http://127.0.0.1:4317.");
        }

        return protocol switch
        {
            null or "" or "grpc" => new TelemetryOptions(uri, IsHttp: false),
            "http/protobuf" => new TelemetryOptions(uri, IsHttp: true),
            _ => throw new UserErrorException("telemetry.badProtocol", $"{ProtocolVariable} is '{protocol}', which is not known here", "Use grpc (the default) or http/protobuf."),
        };
    }

    /// <summary>Where one signal goes: by HTTP each has a path of its own.</summary>
    public Uri Of(string signal) => IsHttp ? new Uri($"{Endpoint.ToString().TrimEnd('/')}/v1/{signal}") : Endpoint;
}
