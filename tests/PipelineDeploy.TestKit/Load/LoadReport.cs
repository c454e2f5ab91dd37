namespace PipelineDeploy.TestKit.Load;

/// <summary>What clients saw.</summary>
/// <param name="Requests">Requests sent, with those that could not even be sent because nobody accepted the connection.</param>
/// <param name="Failed">Requests without a complete, valid 2xx answer, whatever the reason; none is repeated.</param>
/// <param name="Reopened">Connections that the peer closed while no request was under way on them.</param>
/// <param name="P50Ms">Half of the good answers took no longer than this, in milliseconds.</param>
/// <param name="P99Ms">99 % of the good answers took no longer than this, in milliseconds.</param>
/// <param name="Answers">How many good answers had this body, of which the first 40 characters are kept.</param>
/// <param name="Reasons">Why the first ten failed.</param>
public sealed record LoadReport(
    long Requests, long Failed, long Reopened, double P50Ms, double P99Ms, IReadOnlyDictionary<string, long> Answers, IReadOnlyList<string> Reasons);
