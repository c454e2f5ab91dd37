using System.Text;

namespace PipelineDeploy.Cli.Tests.EveryCommand;

/// <summary>What each command prints for the examples of its help, for people and as JSON.</summary>
/// <remarks>After a wanted change run this test once with <c>PIPELINEDEPLOY_UPDATE_GOLDEN=1</c>, and read what has changed.</remarks>
public sealed class GoldenTests
{
    static readonly string Folder = Path.Combine(Repository.Folder, "tests", "PipelineDeploy.Cli.Tests", "EveryCommand", "Golden");

    /// <summary>What git says over its own streams is no text.</summary>
    static readonly string[] OfGit = ["git-shell"];

    public static TheoryData<string> Doers => CommandTree.Doers;

    [Theory]
    [MemberData(nameof(Doers))]
    public async Task Its_examples_print_what_they_printed(string name)
    {
        await using var examples = await Examples.StartAsync();
        var transcript = new StringBuilder();
        foreach (var example in CommandTree.Find(name).Examples)
        {
            var plain = await examples.RunAsync(example);
            transcript.Append($"$ {example}\n{plain.Stdout}{(plain.Stderr.Length > 0 ? $"[talk]\n{plain.Stderr}" : "")}[exit {plain.ExitCode}]\n\n");
            plain.ExitCode.ShouldBe(OfGit.Contains(name) ? 1 : 0, plain.Stderr);

            var json = await examples.RunAsync(example, "--json", "--yes");
            json.ExitCode.ShouldBe(plain.ExitCode, json.Stderr);
            transcript.Append($"$ {example} --json\n{Shape(json.Stdout)}\n\n");
        }

        Hold(Path.Combine(Folder, $"{name.Replace(' ', '-')}.txt"), transcript.ToString());
    }

    [Fact]
    public void No_transcript_is_of_a_command_that_is_gone() =>
        Directory.EnumerateFiles(Folder).Select(Path.GetFileNameWithoutExtension).Except(CommandTree.All.Select(command => CommandTree.Name(command).Replace(' ', '-'))).ShouldBeEmpty();

    // What goes on for a while is one document a line.
    static string Shape(string output) => string.Join("\n", output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JsonShape.Of).Distinct(StringComparer.Ordinal));

    static void Hold(string file, string transcript)
    {
        if (Environment.GetEnvironmentVariable("PIPELINEDEPLOY_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, transcript);
        }

        File.Exists(file).ShouldBeTrue($"{file} is missing: run this test with PIPELINEDEPLOY_UPDATE_GOLDEN=1");
        transcript.ShouldBe(File.ReadAllText(file), $"{Path.GetFileName(file)}: if that is wanted, run this test with PIPELINEDEPLOY_UPDATE_GOLDEN=1");
    }
}
