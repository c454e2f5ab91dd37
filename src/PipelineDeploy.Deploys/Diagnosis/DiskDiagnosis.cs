using System.Globalization;

namespace PipelineDeploy.Deploys.Diagnosis;

/// <summary>Looks how full the disk of the data folder is.</summary>
public sealed class DiskDiagnosis(DataFolder data) : IDiagnosis
{
    const double GiB = 1024.0 * 1024 * 1024;

    /// <inheritdoc />
    public string Part => "disk";

    /// <inheritdoc />
    public Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken)
    {
        var drive = new DriveInfo(data.Root);
        return Task.FromResult<IReadOnlyList<Finding>>([Judge(drive.AvailableFreeSpace, drive.TotalSize)]);
    }

    /// <summary>Judges what is free.</summary>
    /// <param name="free">Bytes that are free.</param>
    /// <param name="total">Bytes there are.</param>
    public static Finding Judge(long free, long total)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{free / GiB:0.0} GiB of {total / GiB:0.0} GiB are free where the data folder is");
        var level = free < GiB ? FindingLevel.Failed : free < 5 * GiB || free < total / 10 ? FindingLevel.Warning : FindingLevel.Ok;
        return new Finding("disk", level, text, level == FindingLevel.Ok ? null : "See what can go: pdeploy gc --dry-run");
    }
}
