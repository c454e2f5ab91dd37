using System.Text.RegularExpressions;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>What a step kind says of its inputs and outputs is what its code reads and makes.</summary>
public sealed partial class DeclaredInputTests
{
    public static TheoryData<string> Names => [.. BareKinds.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_kind_reads_the_inputs_that_it_declares_and_no_others(string name)
    {
        var kind = BareKinds.Catalog[name];

        var source = SourceOf(kind.GetType().Name);
        // What several kinds take in the same way is read in one place.
        source += source.Contains("WatchLimits.Of(", StringComparison.Ordinal) ? SourceOf("WatchLimits") : "";
        source += source.Contains("CanaryWeights.Read(", StringComparison.Ordinal) ? SourceOf("CanaryWeights") + SourceOf("SwitchStep") : "";
        var read = Reads().Matches(source).Select(match => match.Groups["name"].Value).Distinct();

        read.ShouldBe(kind.Inputs.Select(input => input.Name), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_kind_says_what_it_makes_and_describes_everything(string name)
    {
        var kind = BareKinds.Catalog[name];

        kind.Outputs.ShouldNotBeNull().ShouldAllBe(output => output.Description.EndsWith('.'));
        kind.Inputs.ShouldAllBe(input => input.Description.EndsWith('.'));
        kind.Inputs.ShouldAllBe(input => input.Default == null || input.ProblemWith(input.Default) == null);
    }

    static string SourceOf(string type)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        return File.ReadAllText(Directory.GetFiles(Path.Combine(folder.FullName, "src"), $"{type}.cs", SearchOption.AllDirectories).ShouldHaveSingleItem());
    }

    [GeneratedRegex("(?<!Run)[iI]nputs\\.(Text|Required|Number|Time|Decimal|IsTrue|Command|Map|Whole|Names|Flag|Choice(<\\w+>)?)\\(\"(?<name>\\w+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Reads();
}
