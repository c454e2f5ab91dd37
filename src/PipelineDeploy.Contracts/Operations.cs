namespace PipelineDeploy.Contracts;

/// <summary>What a look at one part of the installation has found.</summary>
/// <param name="Part">The part: <c>database</c>, <c>clock</c>, <c>docker</c>, <c>runc</c>, <c>router</c>, <c>disk</c>, <c>certificates</c>.</param>
/// <param name="Level"><c>ok</c>, <c>warning</c> or <c>failed</c>.</param>
/// <param name="Message">What was found.</param>
/// <param name="Fix">What to do about it; null when nothing is to be done.</param>
public sealed record FindingView(string Part, string Level, string Message, string? Fix);

/// <summary>A server of the installation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Host">The machine it runs on.</param>
/// <param name="Version">Its version.</param>
/// <param name="Engine">The version of its Docker; null when that does not answer.</param>
/// <param name="DiskFreeBytes">Bytes that are free where its data folder is.</param>
/// <param name="DiskTotalBytes">Bytes there are.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="SeenAt">When it last said that it lives.</param>
/// <param name="IsAlive">Whether that was in the last half minute.</param>
/// <param name="Runs">How many runs it has in hand.</param>
public sealed record NodeView(
    string Name, string Host, string Version, string? Engine, long DiskFreeBytes, long DiskTotalBytes, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool IsAlive, int Runs);

/// <summary>Asks for what nobody needs any more to be done away with.</summary>
/// <param name="DryRun">True to change nothing and only tell.</param>
public sealed record CollectGarbage(bool DryRun = false);

/// <summary>What nobody needs any more.</summary>
/// <param name="DryRun">Whether nothing was changed.</param>
/// <param name="Items">What is gone, or would be.</param>
/// <param name="FreedBytes">What the images took at most: layers that others share stay.</param>
public sealed record GarbageView(bool DryRun, IReadOnlyList<GarbageItem> Items, long FreedBytes);

/// <summary>One of them.</summary>
/// <param name="Kind"><c>container</c> or <c>image</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Action"><c>remove</c> or <c>stop</c>.</param>
public sealed record GarbageItem(string Kind, string Name, string Action);
