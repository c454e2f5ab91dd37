using System.Text.Json.Serialization;

namespace PipelineDeploy.Deploys.Docker;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EngineErrorJson))]
[JsonSerializable(typeof(VersionJson))]
[JsonSerializable(typeof(BuildMessageJson))]
[JsonSerializable(typeof(ImageJson))]
[JsonSerializable(typeof(ListedImageJson[]))]
[JsonSerializable(typeof(CreateContainerJson))]
[JsonSerializable(typeof(CreatedJson))]
[JsonSerializable(typeof(JoinNetworkJson))]
[JsonSerializable(typeof(UpdateContainerJson))]
[JsonSerializable(typeof(ContainerJson))]
[JsonSerializable(typeof(CreatedJson[]))]
[JsonSerializable(typeof(WaitJson))]
[JsonSerializable(typeof(CreateExecJson))]
[JsonSerializable(typeof(StartExecJson))]
[JsonSerializable(typeof(ExecJson))]
[JsonSerializable(typeof(EventJson))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
sealed partial class DockerJson : JsonSerializerContext;

sealed record EngineErrorJson([property: JsonPropertyName("message")] string? Message);

sealed record VersionJson(string? Version, string? ApiVersion, string? MinAPIVersion, IReadOnlyList<EngineComponentJson>? Components = null);

sealed record EngineComponentJson(string? Name, string? Version);

sealed record CreatedJson(string Id);

sealed record JoinNetworkJson(string Container);

sealed record UpdateContainerJson(int PidsLimit);

sealed record WaitJson(long StatusCode, WaitErrorJson? Error);

sealed record WaitErrorJson(string? Message);

sealed record CreateExecJson(IReadOnlyList<string> Cmd, bool AttachStdout = true, bool AttachStderr = true);

sealed record StartExecJson(bool Detach = false, bool Tty = false);

sealed record ExecJson(bool Running, long? ExitCode);

sealed record BuildMessageJson(
    [property: JsonPropertyName("stream")] string? Stream,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("progressDetail")] BuildProgressJson? ProgressDetail,
    [property: JsonPropertyName("aux")] BuildAuxJson? Aux,
    [property: JsonPropertyName("error")] string? Error,
    [property: JsonPropertyName("errorDetail")] EngineErrorJson? ErrorDetail);

sealed record BuildProgressJson([property: JsonPropertyName("total")] long? Total);

sealed record BuildAuxJson(string? ID);
