using System.Text.RegularExpressions;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>What a browser must fetch before the page can be used.</summary>
[Trait("Category", "EndToEnd")]
public sealed partial class BudgetTests
{
    const int MostBytes = 350_000;

    static readonly string Dist = Path.Combine(Repository.Root, "src", "dashboard", "dist");

    [Fact]
    public void The_scripts_of_the_first_load_stay_below_350_kB_packed()
    {
        var scripts = FirstLoad();

        scripts.Sum(script => new FileInfo($"{Path.Combine(Dist, script)}.gz").Length).ShouldBeLessThanOrEqualTo(MostBytes, string.Join(", ", scripts));
    }

    [Fact]
    public void The_graph_and_whatever_else_is_large_comes_only_when_it_is_looked_at()
    {
        var scripts = FirstLoad();
        var all = Directory.EnumerateFiles(Dist, "*.js", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Dist, file)).ToList();

        scripts.Count.ShouldBeGreaterThan(0);
        all.Except(scripts).ShouldNotBeEmpty();
        scripts.ShouldAllBe(script => !File.ReadAllText(Path.Combine(Dist, script)).Contains("react-flow__node", StringComparison.Ordinal));
    }

    /// <summary>The scripts that the page names, and whatever they need before they run.</summary>
    static HashSet<string> FirstLoad()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>(Named().Matches(File.ReadAllText(Path.Combine(Dist, "index.html"))).Select(match => match.Groups[1].Value.TrimStart('/')));
        while (next.TryDequeue(out var script))
        {
            if (!found.Add(script))
            {
                continue;
            }

            foreach (Match match in Needed().Matches(File.ReadAllText(Path.Combine(Dist, script))))
            {
                next.Enqueue(Path.Combine(Path.GetDirectoryName(script)!, match.Groups[1].Value));
            }
        }

        return found;
    }

    [GeneratedRegex("(?:src|href)=\"(/?[^\"]+\\.js)\"")]
    private static partial Regex Named();

    // "import{a}from"./x.js"", "import"./x.js"" and "export … from"./x.js"", but not "import("./x.js")".
    [GeneratedRegex("(?:from|import)\\s*\"\\./([^\"]+\\.js)\"")]
    private static partial Regex Needed();
}
