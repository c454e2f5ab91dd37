using System.Text.Json;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

/// <summary>The whole program against a server of the test, in a home of its own.</summary>
sealed class CliRun : IAsyncDisposable
{
    static readonly TimeProvider Utc = new UtcTime();

    readonly DirectoryInfo home = Directory.CreateTempSubdirectory("pdeploy-cli-");
    readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

    CliRun(RecordedServer server)
    {
        Server = server;
        variables["HOME"] = home.FullName;
        variables["PDEPLOY_SERVER"] = server.Address.ToString();
        variables["PDEPLOY_TOKEN"] = RecordedServer.Token;
        Folder = Directory.CreateDirectory(Path.Combine(home.FullName, "work")).FullName;
    }

    public RecordedServer Server { get; }

    public string Folder { get; }

    public string UserFile => Path.Combine(home.FullName, ".config", "pipelinedeploy", "user.json");

    public bool IsTerminal { get; set; }

    public CancellationToken CtrlC { get; set; }

    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    public Func<string, string?>? Asks { get; set; }

    public TextWriter Stdout { get; set; } = new StringWriter();

    public static async Task<CliRun> StartAsync() => new(await RecordedServer.StartAsync());

    public CliRun With(string variable, string? value)
    {
        variables[variable] = value ?? "";
        return this;
    }

    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public Task<CliResult> RunAsync(string commandLine, string stdin = "") => RunAsync(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries), stdin);

    /// <summary>Runs it with arguments that may hold anything.</summary>
    public async Task<CliResult> RunAsync(string[] arguments, string stdin = "")
    {
        var stdout = Stdout;
        var stderr = new StringWriter();
        var environment = new CliEnvironment(variables, Folder) { IsTerminal = IsTerminal, Patience = Patience, Ask = Asks, AskSecret = Asks, Time = Utc };
        var exitCode = await CliProgram.RunAsync(
            arguments, new StringReader(stdin), stdout, stderr, environment, CtrlC);
        return new CliResult(exitCode, stdout.ToString()!, stderr.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        home.Delete(recursive: true);
    }
}

/// <summary>What came of it.</summary>
sealed record CliResult(int ExitCode, string Stdout, string Stderr)
{
    public JsonElement Json => JsonDocument.Parse(Stdout).RootElement;

    /// <summary>The one line that an error may have.</summary>
    public string OneLine
    {
        get
        {
            Stdout.ShouldBeEmpty();
            return Stderr.TrimEnd('\n').Split('\n').ShouldHaveSingleItem();
        }
    }
}

/// <summary>The system's clock as it is read in Greenwich, wherever a test runs.</summary>
sealed class UtcTime : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
}
