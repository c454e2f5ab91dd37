using System.Text.RegularExpressions;

namespace PipelineDeploy.Architecture;

/// <summary>The table of threats in docs/security.md names tests that there are.</summary>
public sealed partial class ThreatTableTests
{
    [Fact]
    public void Every_test_that_a_threat_names_exists()
    {
        var rows = File.ReadAllText(Repository.PathOf("docs/security.md")).Split("\n## What holds it\n")[1].Split("\n## ")[0]
            .Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();
        var classes = Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests*.cs", SearchOption.AllDirectories).SelectMany(file => Classes().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value).ToHashSet();

        rows.Count.ShouldBeGreaterThan(14);
        foreach (var row in rows)
        {
            var named = Named().Matches(row.Split('|')[3]).Select(match => match.Groups["name"].Value).ToList();
            named.ShouldNotBeEmpty(row);
            named.ShouldAllBe(name => classes.Contains(name), row);
        }
    }

    [GeneratedRegex(@"^public\s+(sealed\s+|abstract\s+|partial\s+)*class\s+(?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Classes();

    [GeneratedRegex(@"`(?<name>\w+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
