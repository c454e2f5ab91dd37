namespace PipelineDeploy.Cli.Tests.EveryCommand;

/// <summary>What holds for every command, whatever it does.</summary>
public sealed class PromiseTests
{
    const char Escape = '\u001b';

    /// <summary>They say so when the server does not answer as it should, and go on.</summary>
    static readonly string[] Patient = ["version"];

    public static TheoryData<string> Doers => CommandTree.Doers;

    [Theory]
    [MemberData(nameof(Doers))]
    public async Task Off_a_terminal_and_with_NO_COLOR_it_prints_no_escape_codes(string name)
    {
        await using var examples = await Examples.StartAsync();
        var example = CommandTree.Find(name).Examples[0];

        var off = await examples.RunAsync(example);
        examples.Cli.IsTerminal = true;
        var colourless = await examples.With("NO_COLOR", "1").RunAsync(example, "--yes");
        var dumb = await examples.With("NO_COLOR", null).With("TERM", "dumb").RunAsync(example, "--yes");

        $"{off.Stdout}{off.Stderr}{colourless.Stdout}{colourless.Stderr}{dumb.Stdout}{dumb.Stderr}".ShouldNotContain(Escape);
    }

    [Theory]
    [MemberData(nameof(Doers))]
    public async Task On_a_terminal_its_json_is_the_same_and_it_asks_nothing_when_told_not_to(string name)
    {
        await using var examples = await Examples.StartAsync();
        var example = CommandTree.Find(name).Examples[0];
        var off = await examples.RunAsync(example, "--json", "--yes");

        (examples.Cli.IsTerminal, examples.Cli.Asks) = (true, question => throw new InvalidOperationException($"asked: {question}"));
        var on = await examples.RunAsync(example, "--json", "--yes", "--no-input");

        // Without a keyboard there is nobody who could type a secret: then the flag for it is named.
        (on.ExitCode == 2 ? "" : on.Stdout).ShouldBe(on.ExitCode == 2 ? "" : off.Stdout);
        (on.ExitCode == 2 && off.ExitCode == 0 ? on.Stderr : "pdeploy: ").ShouldStartWith("pdeploy: ");
    }

    [Theory]
    [MemberData(nameof(Doers))]
    public async Task When_quiet_it_says_only_data_and_errors(string name)
    {
        await using var examples = await Examples.StartAsync();

        var quiet = await examples.RunAsync(CommandTree.Find(name).Examples[0], "--quiet", "--yes");

        (quiet.ExitCode == 0 ? quiet.Stderr : "").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Doers))]
    public async Task When_the_server_refuses_it_ends_with_the_code_of_the_reason(string name)
    {
        await using var examples = await Examples.StartAsync();
        var command = CommandTree.Find(name);
        foreach (var (status, code) in new[] { (400, 2), (401, 3), (403, 3), (404, 4), (409, 5), (412, 5), (422, 2), (423, 5), (429, 1), (500, 1) })
        {
            examples.Cli.Server.Requests.Clear();
            examples.RefusesAll(status);
            var refused = await examples.RunAsync(command.Examples[0], "--yes", "--quiet");

            var asked = !examples.Cli.Server.Requests.IsEmpty;
            refused.ExitCode.ShouldBe(asked && !Patient.Contains(name) ? code : refused.ExitCode, $"{status}: {refused.Stderr}");
            (asked && !Patient.Contains(name) ? refused.OneLine : "pdeploy: It was refused. Do something.").ShouldBe("pdeploy: It was refused. Do something.");
        }
    }
}
