using System.Globalization;

namespace PipelineDeploy.Workflows.Ports;

/// <summary>A run cannot be carried out, because what is stored of it cannot be read: it is put aside, and everything else goes on.</summary>
/// <param name="term">The driver that has claimed it.</param>
/// <param name="subject">What the run is for.</param>
/// <param name="error">What cannot be read.</param>
/// <param name="cause">How that was seen.</param>
public sealed class UnreadableRunException(LeaseTerm term, string subject, UserError error, Exception? cause = null) : UserErrorException(error, cause)
{
    /// <summary>The code of what is said of such a run.</summary>
    public const string Code = "run.unreadable";

    /// <summary>The driver that has claimed it.</summary>
    public LeaseTerm Term => term;

    /// <summary>What the run is for.</summary>
    public string Subject => subject;

    /// <summary>What is said of such a run.</summary>
    /// <param name="run">Its number.</param>
    /// <param name="what">What of it cannot be read, e.g. <c>its inputs</c>.</param>
    public static UserError ErrorOf(long run, string what) => new(
        Code,
        string.Create(CultureInfo.InvariantCulture, $"Run {run} cannot be read: {what} in the database cannot be what PipelineDeploy has written"),
        string.Create(CultureInfo.InvariantCulture, $"Look whether its app is as it should be, give it free with: pdeploy runs cancel {run}, and deploy again. The server's log tells more."));
}
