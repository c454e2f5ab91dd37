using System.Globalization;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>The statuses that an answer may have: <c>200</c>, <c>200, 204</c>, <c>200-299</c>.</summary>
/// <param name="text">As it is written.</param>
sealed class StatusRange(string text)
{
    readonly IReadOnlyList<(int From, int To)> _ranges = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => Read(part, text))];

    public bool Contains(int status) => _ranges.Any(range => status >= range.From && status <= range.To);

    public override string ToString() => text;

    static (int From, int To) Read(string part, string text)
    {
        var ends = part.Split('-', 2, StringSplitOptions.TrimEntries);
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from) && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && from is >= 100 and <= 599 && to >= from && to <= 599
                ? (from, to)
                : throw new UserErrorException("step.badInput", $"The input 'status' is '{text}', where '{part}' is no status and no range of them", "Use e.g. 200, or 200-299, or 200,204.");
    }
}
