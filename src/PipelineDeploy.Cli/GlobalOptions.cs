using System.CommandLine;
using PipelineDeploy.Cli.Connecting;

namespace PipelineDeploy.Cli;

/// <summary>The options that every command takes.</summary>
sealed class GlobalOptions
{
    public Option<string?> Server { get; } = new("--server") { Recursive = true, HelpName = "url", Description = "The server. Else PDEPLOY_SERVER, .pipelinedeploy.yaml, the last login." };

    public Option<string?> TokenFile { get; } = new("--token-file") { Recursive = true, HelpName = "file", Description = "A file that holds the token. Else PDEPLOY_TOKEN, PDEPLOY_TOKEN_FILE, the login." };

    public Option<string?> App { get; } = new("--app", "-a") { Recursive = true, HelpName = "app", Description = "The app. Else PDEPLOY_APP, .pipelinedeploy.yaml." };

    public Option<bool> Json { get; } = new("--json") { Recursive = true, Description = "JSON on standard output." };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Recursive = true, Description = "No progress and no talk, only data and errors." };

    public Option<bool> JsonLines { get; } = new("--json-lines") { Recursive = true, Description = "As --json; what goes on for a while is one JSON object a line." };

    public Option<bool> Yes { get; } = new("--yes", "-y") { Recursive = true, Description = "Answer every question with yes." };

    public Option<bool> NoInput { get; } = new("--no-input") { Recursive = true, Description = "Ask nothing: what is missing is an error." };

    public ConnectionFlags Connection(ParseResult parsed) => new(parsed.GetValue(Server), parsed.GetValue(TokenFile), parsed.GetValue(App));

    public void AddTo(Command root)
    {
        root.Add(Server);
        root.Add(TokenFile);
        root.Add(App);
        root.Add(Json);
        root.Add(JsonLines);
        root.Add(Quiet);
        root.Add(Yes);
        root.Add(NoInput);
    }
}
