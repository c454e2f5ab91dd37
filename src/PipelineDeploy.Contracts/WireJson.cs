using System.Text.Json.Serialization;

namespace PipelineDeploy.Contracts;

/// <summary>How every wire record is written and read; server and client share it so that they cannot disagree.</summary>
/// <remarks>
/// camelCase names. A missing value that has no default, and null where the record allows none, are errors at the door
/// instead of a null that surfaces later.
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CreateApp))]
[JsonSerializable(typeof(AppView))]
[JsonSerializable(typeof(IReadOnlyList<AppView>))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(SettingView))]
[JsonSerializable(typeof(IReadOnlyList<SettingView>))]
[JsonSerializable(typeof(SetSetting))]
[JsonSerializable(typeof(ConfigVariableView))]
[JsonSerializable(typeof(IReadOnlyList<ConfigVariableView>))]
[JsonSerializable(typeof(ConfigValue))]
[JsonSerializable(typeof(ChangeConfig))]
[JsonSerializable(typeof(ImportConfig))]
[JsonSerializable(typeof(ConfigChangeView))]
[JsonSerializable(typeof(ReleaseView))]
[JsonSerializable(typeof(ReleasePage))]
[JsonSerializable(typeof(RollBack))]
[JsonSerializable(typeof(RollbackPreview))]
[JsonSerializable(typeof(Promote))]
[JsonSerializable(typeof(AppLogLine))]
[JsonSerializable(typeof(IReadOnlyList<AppLogLine>))]
[JsonSerializable(typeof(WhoAmI))]
[JsonSerializable(typeof(SignInLink))]
[JsonSerializable(typeof(ServerVersion))]
[JsonSerializable(typeof(RunView))]
[JsonSerializable(typeof(RunPage))]
[JsonSerializable(typeof(RunLogLine))]
[JsonSerializable(typeof(RunLogPage))]
[JsonSerializable(typeof(IReadOnlyList<RunLogLine>))]
[JsonSerializable(typeof(CreateWindow))]
[JsonSerializable(typeof(WindowView))]
[JsonSerializable(typeof(IReadOnlyList<WindowView>))]
[JsonSerializable(typeof(CreateFreeze))]
[JsonSerializable(typeof(FreezeView))]
[JsonSerializable(typeof(IReadOnlyList<FreezeView>))]
[JsonSerializable(typeof(OverrideHold))]
[JsonSerializable(typeof(CreateSchedule))]
[JsonSerializable(typeof(ChangeSchedule))]
[JsonSerializable(typeof(ScheduleView))]
[JsonSerializable(typeof(IReadOnlyList<ScheduleView>))]
[JsonSerializable(typeof(PipelineView))]
[JsonSerializable(typeof(IReadOnlyList<PipelineView>))]
[JsonSerializable(typeof(PipelineText))]
[JsonSerializable(typeof(PublishPipeline))]
[JsonSerializable(typeof(CheckPipeline))]
[JsonSerializable(typeof(PipelineCheck))]
[JsonSerializable(typeof(IReadOnlyList<StepKindView>))]
[JsonSerializable(typeof(IReadOnlyList<CheckAttemptView>))]
[JsonSerializable(typeof(ValidateChecks))]
[JsonSerializable(typeof(ChecksValidation))]
[JsonSerializable(typeof(RunChecks))]
[JsonSerializable(typeof(ChecksReport))]
[JsonSerializable(typeof(AnswerApproval))]
[JsonSerializable(typeof(SendSignal))]
[JsonSerializable(typeof(RetryRun))]
[JsonSerializable(typeof(GitAccessView))]
[JsonSerializable(typeof(IReadOnlyList<GitAccessView>))]
[JsonSerializable(typeof(SetGitAccess))]
[JsonSerializable(typeof(Problem))]
public sealed partial class WireJson : JsonSerializerContext;
