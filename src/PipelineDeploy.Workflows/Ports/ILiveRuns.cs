using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Ports;

/// <summary>Tells housekeeping which runs still need what belongs to them.</summary>
public interface ILiveRuns
{
    /// <summary>The runs that have not ended, or that hold their subject until a person has looked.</summary>
    Task<LiveRuns> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>The runs that live.</summary>
/// <param name="Runs">These.</param>
/// <param name="Newest">Number of the newest run there is, ended or not; 0 when there is none.</param>
public sealed record LiveRuns(IReadOnlyList<LiveRun> Runs, long Newest)
{
    /// <summary>Whether a subject has a run that lives.</summary>
    public bool Has(string subject) => Runs.Any(run => run.Subject == subject);

    /// <summary>Whether a subject has a run that lives and has a step of that kind.</summary>
    public bool Has(string subject, string kind) => Runs.Any(run => run.Subject == subject && run.Kinds.Contains(kind, StringComparer.Ordinal));
}

/// <summary>A run that lives.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Subject">What it is for.</param>
/// <param name="Inputs">Its inputs.</param>
public sealed record LiveRun(long Id, string Subject, JsonObject Inputs)
{
    /// <summary>The kinds of its steps.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];
}
