using PipelineDeploy.EndToEnd.Kills.Stories;

namespace PipelineDeploy.EndToEnd.Kills;

/// <summary>
/// Every moment of every step in both directions, in the order in which a run comes by. For each there is a cell with one kill, and one
/// with a second kill while the next server goes on.
/// </summary>
static class KillMatrix
{
    const int Seed = 20261121;

    /// <summary>All of it, what dies once first.</summary>
    public static IReadOnlyList<KillCell> Full { get; } = [.. Story.All.SelectMany(CellsOf).OrderBy(cell => cell.Kills)];

    /// <summary>So few that every moment and every step occurs in each direction, and those of <c>blue-green</c> with two kills, too.</summary>
    public static IReadOnlyList<KillCell> Representative { get; } = Cover([.. Full.Where(cell => cell.Kills == 1 || IsOfBlueGreen(cell))]);

    static IEnumerable<KillCell> CellsOf(Story story) =>
        CellsOf(story, Read("forward", story.Forward)).Concat(CellsOf(story, Read("compensating", story.Compensating)));

    static string[] Read(string direction, string table) =>
    [
        .. from line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let words = line.Split(' ')
           from moment in words.Skip(1)
           let parts = moment.Split('#')
           select parts.Length == 1 ? $"{moment}:{words[0]}:{direction}" : $"{parts[0]}:{words[0]}:{direction}#{parts[1]}",
    ];

    static IEnumerable<KillCell> CellsOf(Story story, string[] moments)
    {
        var random = new Random(Seed);
        for (var i = 0; i < moments.Length; i++)
        {
            yield return new KillCell(story, moments[i]);
            var later = SecondsAfter(moments, i).ToList();
            if (later.Count > 0)
            {
                yield return new KillCell(story, moments[i], later[random.Next(later.Count)]);
            }
        }
    }

    // The next server either does the same step again, from its claim on, or goes on behind it.
    static IEnumerable<string> SecondsAfter(string[] moments, int first)
    {
        var parts = moments[first].Split('#')[0].Split(':');
        var again = parts[0] == "afterCommit" ? [] : new[] { "beforeClaim", "afterClaim", "intentWritten", "effectDone", "beforeCommit", "afterCommit" }.Select(moment => $"{moment}:{parts[1]}:{parts[2]}");
        var behind = moments.Skip(first + 1).Where(moment => moment.Split(':')[1] != parts[1] && !moment.Contains('#', StringComparison.Ordinal));
        // From the same step the more: that is where what the first kill left is found.
        return again.Concat(behind.Take(6));
    }

    // Greedy, single and double kills apart: a cell is taken when it is the first with its step, one of blue-green also when it is the
    // first with its moment. The other stories come first, so that their moments need not be met once more.
    static List<KillCell> Cover(IReadOnlyList<KillCell> cells)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var shuffled = new List<KillCell>(cells);
        new Random(Seed).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shuffled));
        return [.. shuffled.OrderBy(cell => cell.Kills).ThenBy(IsOfBlueGreen).Where(IsTaken)];

        bool IsTaken(KillCell cell)
        {
            var isNewStep = seen.Add($"{cell.Kills} {cell.Step}");
            return (isNewStep || IsOfBlueGreen(cell)) && seen.Add(cell.Moment) | isNewStep;
        }
    }

    static bool IsOfBlueGreen(KillCell cell) => cell.Story is Deployed or Cancelled;
}
