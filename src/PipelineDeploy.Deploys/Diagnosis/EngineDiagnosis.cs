using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.Deploys.Diagnosis;

/// <summary>Looks whether the container engine answers, and whether containers can break out of its runtime.</summary>
public sealed class EngineDiagnosis(IContainerEngine engine) : IDiagnosis
{
    // CVE-2024-21626: a container could reach the host's files by a leaked working directory.
    static readonly Version SafeRunc = new(1, 1, 12);

    /// <inheritdoc />
    public string Part => "docker";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken)
    {
        var version = await engine.VersionAsync(cancellationToken);
        var answers = Finding.Ok(Part, $"Docker {version.Version} answers (API {version.ApiVersion})");
        return version.Runc is { } runc ? [answers, JudgeRunc(runc)] : [answers];
    }

    /// <summary>Judges a version of runc.</summary>
    public static Finding JudgeRunc(string text) => Version.TryParse(NumberIn(text), out var version) && version < SafeRunc
        ? new Finding(
            "runc",
            FindingLevel.Warning,
            $"runc {text} is older than {SafeRunc}: a hostile image can break out of its container (CVE-2024-21626), unless your distribution has mended it under the old number",
            "Update runc or containerd.io; Debian's 1.1.5+ds1-1+deb12u1 and later are mended.")
        : Finding.Ok("runc", $"runc {text}");

    static string NumberIn(string text) => new([.. text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]);
}
