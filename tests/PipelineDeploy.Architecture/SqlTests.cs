using System.Text.RegularExpressions;

namespace PipelineDeploy.Architecture;

/// <summary>SQL lives in one project, and no value is ever written into it.</summary>
public sealed partial class SqlTests
{
    [Fact]
    public void Only_constants_of_our_own_are_put_into_sql()
    {
        // The Columns of rows and stores, a channel's name, the reading of a journal and the two "where" clauses of AppStore are constants; a value never is.
        string[] constants = ["RunRow.Columns", "CallerRow.Columns", "CallerRow.IsValid", "ReleaseRow.Columns", "WindowRow.Columns", "FreezeRow.Columns", "ScheduleRow.Columns", "WebhookRow.Columns", "DeliveryRow.Columns", "DeliveryRow.StatusColumns", "DeliveryRow.StatusJoins", "Columns", "ChannelName", "SelectJournal", "where"];

        var holes = SourceFiles("PipelineDeploy.Postgres")
            .SelectMany(file => InterpolatedSql().Matches(File.ReadAllText(file)).SelectMany(sql => Hole().Matches(sql.Value)))
            .Select(hole => hole.Groups["what"].Value);

        holes.ShouldBeSubsetOf(constants);
    }

    static IEnumerable<string> SourceFiles(string project, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    [GeneratedRegex("""\$(?<quote>"{3}|")\s*(select|insert|update|delete|with|listen)\b.*?\k<quote>""", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex InterpolatedSql();

    [GeneratedRegex(@"\{(?<what>[^{}]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Hole();
}
