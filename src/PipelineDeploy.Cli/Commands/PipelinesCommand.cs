using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy pipelines …</c>.</summary>
static class PipelinesCommand
{
    const long LargestFile = 1024 * 1024;

    public static Command Create(CliHost host) =>
        new CliCommand("pipelines", "What deploys do, step by step.", "pdeploy pipelines show blue-green", "pdeploy pipelines publish canary.yaml --note 'Check longer'")
        {
            List(host),
            Show(host),
            Validate(host),
            Publish(host),
            PipelineDiffCommand.Create(host),
            PipelineExportCommand.Create(host),
        };

    static CliCommand List(CliHost host)
    {
        var name = new Argument<string?>("name") { Description = "List the versions of this pipeline.", Arity = ArgumentArity.ZeroOrOne };
        var command = new CliCommand("list", "Lists the pipelines, or the versions of one.", "pdeploy pipelines list", "pdeploy pipelines list blue-green") { name };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            Print(session, parsed.GetValue(name) is { } pipeline
                ? await session.Client.ListPipelineVersionsAsync(pipeline, cancellationToken)
                : await session.Client.ListPipelinesAsync(cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand Show(CliHost host)
    {
        var name = new Argument<string>("name") { Description = "The pipeline." };
        var version = Checked.Version("--version", "Which version; else the newest.");
        var command = new CliCommand("show", "Writes a pipeline's text.", "pdeploy pipelines show blue-green > mine.yaml") { name, version };
        command.Aliases.Add("get");
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var pipeline = await session.Client.GetPipelineAsync(parsed.GetRequiredValue(name), parsed.GetValue(version), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(pipeline, WireJson.Default.PipelineText);
            }
            else
            {
                session.Output.Line(pipeline.Text.TrimEnd('\n'));
            }

            session.Output.Say($"{Title(pipeline.Pipeline)} by {pipeline.Pipeline.Author}");
            return ExitCodes.Done;
        });
    }

    static CliCommand Validate(CliHost host)
    {
        var file = FileArgument();
        var command = new CliCommand("validate", "Tells everything that is wrong with a file, and publishes nothing.", "pdeploy pipelines validate canary.yaml") { file };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            var check = await session.Client.CheckPipelineAsync(await ReadAsync(session, path, cancellationToken), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(check, WireJson.Default.PipelineCheck);
            }
            else
            {
                Print(session, path, check);
            }

            return check.IsValid ? ExitCodes.Done : ExitCodes.Usage;
        });
    }

    static CliCommand Publish(CliHost host)
    {
        var file = FileArgument();
        var note = new Option<string?>("--note") { HelpName = "text", Description = "Why, for those who read the list of versions." };
        var seen = Checked.Version("--over", "Only when the newest version is this one; 0 when there must be none.", least: 0);
        var command = new CliCommand(
            "publish", "Publishes a file as the next version of the pipeline it names.", "pdeploy pipelines publish canary.yaml --note 'Check longer' --over 3") { file, note, seen };
        command.Aliases.Add("apply");
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            var text = await ReadAsync(session, path, cancellationToken);
            if (await session.Client.CheckPipelineAsync(text, cancellationToken) is { IsValid: false } check)
            {
                Print(session, path, check);
                throw CliException.Usage($"{path} is not published.", "Correct the lines named.");
            }

            var published = await session.Client.PublishPipelineAsync(new PublishPipeline(text, parsed.GetValue(note)), parsed.GetValue(seen), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(published, WireJson.Default.PipelineView);
            }
            else
            {
                session.Output.Line(Title(published));
            }

            session.Output.Say($"Let an app use it with: pdeploy settings set pipeline={published.Name} -a <app>");
            return ExitCodes.Done;
        });
    }

    static Argument<string> FileArgument() => new("file") { Description = "A pipeline as YAML or JSON; - for standard input." };

    /// <summary>The text of a file, or of standard input.</summary>
    public static async Task<string> ReadAsync(Session session, string path, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            return await session.Stdin.ReadToEndAsync(cancellationToken);
        }

        try
        {
            var file = new FileInfo(Path.GetFullPath(path, session.Environment.WorkingDirectory));
            return file is { Exists: true, Length: > LargestFile }
                ? throw CliException.Usage($"{path} is too large to be a pipeline.")
                : await File.ReadAllTextAsync(file.FullName, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"Cannot read {path}: {e.Message}");
        }
    }

    static void Print(Session session, IReadOnlyList<PipelineView> pipelines)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(pipelines, WireJson.Default.IReadOnlyListPipelineView);
        }
        else
        {
            session.Output.Table(["PIPELINE", "VERSION", "BY", "PUBLISHED", "NOTE", "DESCRIPTION"], pipelines.Select(pipeline => (IReadOnlyList<string>)
            [
                pipeline.Name, $"{pipeline.Version}", pipeline.Author, RunsCommand.Clock(pipeline.PublishedAt, session), pipeline.Note ?? "", pipeline.Description ?? "",
            ]));
        }
    }

    // As compilers print it, so that editors find the place.
    static void Print(Session session, string path, PipelineCheck check)
    {
        foreach (var problem in check.Problems)
        {
            session.Output.Line($"{path}({problem.Line},{problem.Column}): {problem.Severity}: {(problem.Path.Length == 0 ? "" : $"{problem.Path}: ")}{problem.Message}");
        }

        if (check.IsValid)
        {
            session.Output.Say($"{path} can be published as {check.Name}");
        }
    }

    static string Title(PipelineView pipeline) => $"{pipeline.Name} v{pipeline.Version}";
}
