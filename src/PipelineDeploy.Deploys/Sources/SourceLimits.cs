namespace PipelineDeploy.Deploys.Sources;

/// <summary>How much an uploaded source may hold.</summary>
/// <param name="MaxEntries">Files, folders and links, those made only as parents too.</param>
/// <param name="MaxTotalBytes">Of all files together, unpacked.</param>
/// <param name="MaxPathBytes">Of one path in UTF-8; a single name may have 255.</param>
public sealed record SourceLimits(int MaxEntries = 50_000, long MaxTotalBytes = 2L * 1024 * 1024 * 1024, int MaxPathBytes = 2048);
