using System.Text;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>The reference of the step kinds in <c>docs/pipelines.md</c> is what the kinds say of themselves.</summary>
/// <remarks>After a wanted change run this test once with <c>PIPELINEDEPLOY_UPDATE_DOCS=1</c>.</remarks>
public sealed class KindReferenceTests
{
    const string Begin = "<!-- What follows is written by a test from what the kinds say of themselves. -->\n";
    const string End = "<!-- end -->";

    [Fact]
    public void The_committed_reference_is_what_the_kinds_say()
    {
        var file = Path.Combine(RepositoryRoot(), "docs", "pipelines.md");
        var text = File.ReadAllText(file);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var wanted = $"{text[..begin]}\n{string.Concat(BareKinds.All.Select(Reference))}{text[end..]}";
        if (Environment.GetEnvironmentVariable("PIPELINEDEPLOY_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(file, wanted);
        }

        File.ReadAllText(file).ShouldBe(wanted, "docs/pipelines.md is not up to date: run this test with PIPELINEDEPLOY_UPDATE_DOCS=1");
    }

    static string Reference(IStepKind kind)
    {
        var page = new StringBuilder().Append($"### `{kind.Name}`\n\n{kind.Title}.{Undoing(kind)}\n\n");
        if (kind.Inputs.Count > 0)
        {
            page.Append("| input | type | default | meaning |\n|---|---|---|---|\n");
            kind.Inputs.ToList().ForEach(input => page.Append($"| `{input.Name}` | {TypeOf(input)} | {DefaultOf(input)} | {Cell(input.Description)} |\n"));
            page.Append('\n');
        }

        if (kind.Outputs is { Count: > 0 } outputs)
        {
            page.Append("| output | type | meaning |\n|---|---|---|\n");
            outputs.ToList().ForEach(output => page.Append($"| `{output.Name}` | {output.Type.Word()} | {Cell(output.Description)} |\n"));
            page.Append('\n');
        }

        return page.ToString();
    }

    static string Undoing(IStepKind kind) => kind.IsPivot ? " There is no way back once it has started." : kind.Compensates ? " Its effect is undone when the run is." : "";

    static string TypeOf(StepInput input) => input switch
    {
        { Allowed: { } allowed } => string.Join(", ", allowed.Select(text => $"`{text}`")),
        { Least: { } least, Most: { } most } => $"{input.Type.Word()}, {least} to {most}",
        { Least: { } least } => $"{input.Type.Word()}, at least {least}",
        _ => input.Type.Word(),
    };

    static string DefaultOf(StepInput input) => input switch
    {
        { IsRequired: true } => "required",
        { Default: { } text } => $"`{text}`",
        _ => "",
    };

    static string Cell(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        return folder.FullName;
    }
}
