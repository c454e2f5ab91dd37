using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Diagnosis;

/// <summary>How bad it is.</summary>
public enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, and will not for long, or is not safe.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Failed,
}

/// <summary>What a look at one part of the installation has found.</summary>
/// <param name="Part">The part, e.g. <c>docker</c>.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Message">What was found.</param>
/// <param name="Fix">What to do about it; null when nothing is to be done.</param>
public sealed record Finding(string Part, FindingLevel Level, string Message, string? Fix = null)
{
    /// <summary>That a part is as it should be.</summary>
    public static Finding Ok(string part, string message) => new(part, FindingLevel.Ok, message);

    /// <summary>That a part could not be looked at.</summary>
    public static Finding Of(string part, Exception trouble) =>
        new(part, FindingLevel.Failed, trouble.Message, (trouble as UserErrorException)?.Error.Hint);
}

/// <summary>Looks at one part of the installation.</summary>
public interface IDiagnosis
{
    /// <summary>The part's name.</summary>
    string Part { get; }

    /// <summary>Looks now. An exception is a finding, too: the part failed.</summary>
    Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken);
}
