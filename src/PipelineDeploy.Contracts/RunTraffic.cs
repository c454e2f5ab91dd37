namespace PipelineDeploy.Contracts;

/// <summary>How a run moved its app's traffic, and what came of it.</summary>
/// <param name="Blue">Number of the release that served before; null when none did, or nothing was moved.</param>
/// <param name="Green">Number of the release that the traffic went to; null when nothing was moved.</param>
/// <param name="Moves">Each move, in order.</param>
/// <param name="Looks">What <c>watch</c> and <c>canary</c> saw, in order.</param>
public sealed record RunTrafficView(int? Blue, int? Green, IReadOnlyList<TrafficMoveView> Moves, IReadOnlyList<TrafficLookView> Looks);

/// <summary>The traffic moved, to green or back.</summary>
/// <param name="Step">The step that moved it, or that was undone.</param>
/// <param name="At">When.</param>
/// <param name="Percent">The share that green has since, from 0.</param>
/// <param name="Requests">How many requests of the server's own went through the router meanwhile; 0 when the app did not answer before.</param>
/// <param name="Failed">How many of them got no answer.</param>
public sealed record TrafficMoveView(string Step, DateTimeOffset At, int Percent, int Requests, int Failed);

/// <summary>What the router has counted of green since its step began to watch it.</summary>
/// <param name="Step">The step that looked.</param>
/// <param name="At">When.</param>
/// <param name="Requests">How many requests of visitors were answered, or given up.</param>
/// <param name="Failed">How many of them were answered 5xx or not at all.</param>
/// <param name="ConnectionErrors">How many connections to green failed.</param>
/// <param name="ResponseMs">The 95th percentile of the response times in milliseconds; null when there was no answer.</param>
/// <param name="MostFailedPercent">Most percent of the requests that may fail.</param>
/// <param name="LongestMs">Longest 95th percentile in milliseconds; null for any.</param>
public sealed record TrafficLookView(
    string Step, DateTimeOffset At, long Requests, long Failed, long ConnectionErrors, double? ResponseMs, decimal MostFailedPercent, double? LongestMs);
