using System.Text.RegularExpressions;

namespace PipelineDeploy.Architecture;

/// <summary>No shell reads what anybody wrote: programs are started with a list of arguments.</summary>
/// <remarks>Dokku CVE-2026-45408, Dokploy CVE-2026-27130: a name in a heredoc, a branch in a command line.</remarks>
public sealed partial class ShellTests
{
    // All that start a program, each with a list: git (its answers and its fetches), the routers, and a failpoint's kill.
    static readonly string[] Starters = ["GitProcess.cs", "ProgramRun.cs", "FailpointTrigger.cs"];

    // They hand a command to the shell of the app's own container, as its file asks for, never to one of the host; and a hook is a script of ours that holds two paths.
    static readonly string[] OfContainers = ["CommandLine.cs", "GokkuFile.cs", "ComposeHealth.cs", "ProcessCommand.cs", "HookStep.cs", "HookScript.cs"];

    // It prints what people's own shells complete pdeploy by, of names that are ours.
    const string OfPeople = "CompletionScript.cs";

    [Fact]
    public void Programs_are_started_by_few_and_never_with_one_line_of_arguments()
    {
        var starting = Sources().Where(source => StartsPrograms().IsMatch(source.Text)).ToList();

        starting.Select(source => source.Name).ShouldBe(Starters, ignoreOrder: true);
        starting.ShouldAllBe(source => !OneLine().IsMatch(source.Text));
        Sources().ShouldAllBe(source => !source.Text.Contains("UseShellExecute = true", StringComparison.Ordinal));
    }

    [Fact]
    public void A_shell_is_named_only_where_a_container_has_one() =>
        Sources().Where(source => Shell().IsMatch(source.Text)).Select(source => source.Name).ShouldBeSubsetOf([.. OfContainers, OfPeople]);

    static IEnumerable<(string Name, string Text)> Sources() => Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal))
        .Select(file => (Path.GetFileName(file), File.ReadAllText(file)));

    [GeneratedRegex(@"\bProcessStartInfo\b|\bProcess\.Start\(", RegexOptions.ExplicitCapture)]
    private static partial Regex StartsPrograms();

    // Arguments = "…", or a second text in place of a list.
    [GeneratedRegex("""(?<!\.)\bArguments\s*=[^=>]|ProcessStartInfo\([^,()]+,\s*\$?"|Process\.Start\([^,()]+,\s*\$?"|\bVerb\s*=""", RegexOptions.ExplicitCapture)]
    private static partial Regex OneLine();

    [GeneratedRegex("""["/](sh|bash|dash|ash|zsh|cmd\.exe|powershell|pwsh)"|#!/""", RegexOptions.ExplicitCapture)]
    private static partial Regex Shell();
}
