namespace PipelineDeploy.EndToEnd.Kills;

/// <summary>
/// Every moment of every step of <c>blue-green</c> in both directions, in the order in which a run comes by. For each there is a cell
/// with one kill, and one with a second kill while the next server goes on.
/// </summary>
static class KillMatrix
{
    const int Seed = 20261121;

    static readonly string[] Deployed = Read("forward",
        """
        build beforeClaim afterClaim intentWritten lineLogged lineLogged#3 afterBuildImage afterAllotRelease afterTagImage effectDone beforeCommit afterCommit
        start intentWritten beforeCreateContainer afterCreateContainer afterStartContainer effectDone beforeCommit afterCommit
        check intentWritten lineLogged effectDone beforeCommit afterCommit
        check beforeClaim afterClaim intentWritten#2 lineLogged#3 effectDone#2 beforeCommit#2 afterCommit#2
        switch intentWritten beforeReplaceRoute afterReplaceRoute afterApplyRoutes afterRenameContainer afterRenameContainer#2 lineLogged
        switch effectDone beforeCommit afterCommit
        wait-to-retire intentWritten lineLogged effectDone beforeCommit afterCommit
        wait-to-retire beforeClaim afterClaim intentWritten#2 effectDone#2 beforeCommit#2 afterCommit#2
        retire intentWritten afterReplaceRoute afterApplyRoutes afterStopContainer afterRemoveContainer lineLogged
        retire effectDone beforeCommit afterCommit
        """);

    static readonly string[] Cancelled = Read("compensating",
        """
        switch beforeClaim afterClaim intentWritten beforeReplaceRoute afterReplaceRoute afterApplyRoutes afterRenameContainer afterRenameContainer#2
        switch lineLogged afterReplaceRoute#2 afterApplyRoutes#2 effectDone beforeCommit afterCommit
        start intentWritten afterStopContainer afterRemoveContainer lineLogged effectDone beforeCommit afterCommit
        """);

    /// <summary>All of it, what dies once first.</summary>
    public static IReadOnlyList<KillCell> Full { get; } =
        [.. CellsOf(Story.Deployed, Deployed).Concat(CellsOf(Story.Cancelled, Cancelled)).OrderBy(cell => cell.Kills)];

    /// <summary>So few that every moment and every step occurs in each direction, with one kill and with two.</summary>
    public static IReadOnlyList<KillCell> Representative { get; } = Cover(Full);

    static string[] Read(string direction, string table) =>
    [
        .. from line in table.Split('\n')
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

    // Greedy, single and double kills apart: a cell is taken when it is the first with its moment or with its step.
    static List<KillCell> Cover(IReadOnlyList<KillCell> cells)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var shuffled = new List<KillCell>(cells);
        new Random(Seed).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shuffled));
        return [.. shuffled.OrderBy(cell => cell.Kills).Where(cell => seen.Add(cell.Moment) | seen.Add($"{cell.Kills} {cell.Step}"))];
    }
}
