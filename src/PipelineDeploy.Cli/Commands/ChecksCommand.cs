using System.CommandLine;
using PipelineDeploy.Cli.Output;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy checks …</c>.</summary>
static class ChecksCommand
{
    const long LargestFile = 1024 * 1024;
    const string Standard = "CHECKS";

    public static Command Create(CliHost host) =>
        new CliCommand("checks", "What green must prove before it gets traffic, tried without a deploy.", "pdeploy checks validate", "pdeploy checks run shop")
        {
            Validate(host),
            Run(host),
        };

    static CliCommand Validate(CliHost host)
    {
        var file = new Argument<string>("file")
        {
            Description = "A CHECKS or an app.json; - for a CHECKS from standard input.",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => Standard,
        };
        var command = new CliCommand(
            "validate", "Tells everything that is wrong with a file, and what it would ask.", "pdeploy checks validate", "pdeploy checks validate app.json -a shop") { file };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            var kind = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? "app.json" : Standard;
            var text = await ReadAsync(session, path, cancellationToken);
            var answer = await session.Client.ValidateChecksAsync(new ValidateChecks(text, kind, session.Connection.App), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(answer, WireJson.Default.ChecksValidation);
            }
            else
            {
                Print(session.Output, path, answer);
            }

            return answer.IsValid ? ExitCodes.Done : ExitCodes.Usage;
        });
    }

    static CliCommand Run(CliHost host)
    {
        var app = new Argument<string?>("app") { Description = "The app; else the one that -a or the folder names.", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string?>("--file") { HelpName = "file", Description = "Try this CHECKS in place of the one that was deployed; - for standard input." };
        var command = new CliCommand("run", "Tries an app's checks once at what serves now; changes nothing.", "pdeploy checks run shop", "pdeploy checks run shop --file CHECKS")
        {
            app,
            file,
        };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var checks = parsed.GetValue(file) is { } path ? await ReadAsync(session, path, cancellationToken) : null;
            var report = await session.Client.RunChecksAsync(parsed.GetValue(app) ?? session.App, new RunChecks(checks), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(report, WireJson.Default.ChecksReport);
            }
            else
            {
                Print(session.Output, report);
            }

            return report.Passed ? ExitCodes.Done : ExitCodes.Failed;
        });
    }

    static async Task<string> ReadAsync(Session session, string path, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            return await session.Stdin.ReadToEndAsync(cancellationToken);
        }

        try
        {
            var file = new FileInfo(Path.GetFullPath(path, session.Environment.WorkingDirectory));
            return file is { Exists: true, Length: > LargestFile }
                ? throw CliException.Usage($"{path} is too large to hold checks.")
                : await File.ReadAllTextAsync(file.FullName, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"Cannot read {path}: {e.Message}");
        }
    }

    // As compilers print it, so that editors find the place.
    static void Print(CliOutput output, string path, ChecksValidation answer)
    {
        foreach (var problem in answer.Problems)
        {
            var hint = problem.Hint is null ? "" : $" {problem.Hint}";
            output.Line(new OutputLine($"{path}({problem.Line ?? 1}): {problem.Severity}: {problem.Message}{hint}", problem.Severity == "error" ? Tone.Bad : Tone.Waiting));
        }

        if (answer.Plan is { } plan)
        {
            // What the file itself is warned of has been told with its line.
            Print(output, plan with { Warnings = [.. plan.Warnings.Except(answer.Problems.Select(problem => problem.Message))] });
        }
    }

    static void Print(CliOutput output, ChecksReport report)
    {
        Print(output, report.Plan);
        foreach (var check in report.Checks)
        {
            output.Line(new OutputLine(
                $"{(check.Passed ? "passed" : "FAILED")}  {check.Asked} => {check.Expected}: {check.Cause}, {check.LatencyMs:0.#} ms{(check.Note is null ? "" : $" ({check.Note})")}",
                check.Passed ? Tone.Good : Tone.Bad));
            if (!check.Passed && check.Body is { Length: > 0 } body)
            {
                body.TrimEnd().Split('\n').ToList().ForEach(line => output.Line($"        {line.TrimEnd('\r')}"));
            }
        }

        output.Say($"{report.Container} of {report.App} v{report.Release} was asked");
    }

    static void Print(CliOutput output, CheckPlanView plan)
    {
        output.Line(plan.Summary);
        foreach (var (what, expected) in plan.Rounds.SelectMany(round => round.Asked).Select(asked => (asked.What, asked.Expected)))
        {
            output.Line($"        {what} => {expected}");
        }

        foreach (var warning in plan.Warnings)
        {
            output.Line(new OutputLine($"warning: {warning}", Tone.Waiting));
        }
    }
}
