using System.Text.Json;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>The healthchecks of an app's <c>app.json</c>.</summary>
/// <param name="Processes">The rounds of each process, by its name.</param>
/// <param name="Warnings">What is odd but does no harm, each with its place.</param>
/// <remarks>dokku's <c>app.json</c> (docker-container-healthchecker, "File Format"). What else may stand in the file is not looked at.</remarks>
public sealed record AppJson(IReadOnlyDictionary<string, IReadOnlyList<CheckRound>> Processes, IReadOnlyList<string> Warnings)
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 1_048_576;

    const string Hint = "An app.json is one JSON object: {\"healthchecks\": {\"web\": [{\"type\": \"startup\", \"path\": \"/health\"}]}}.";

    /// <summary>What a process must prove; empty when the file says nothing of it.</summary>
    public IReadOnlyList<CheckRound> RoundsOf(string process) => Processes.GetValueOrDefault(process, []);

    /// <summary>Reads the text of an <c>app.json</c>; the first mistake is thrown.</summary>
    /// <exception cref="UserErrorException">Its code begins with <c>checks.</c>.</exception>
    public static AppJson Parse(string text)
    {
        var (file, problems) = Check(text);
        return problems.FirstOrDefault(problem => !problem.IsWarning) is { } first ? throw new UserErrorException(first.Error) : file;
    }

    /// <summary>Only the healthchecks of an <c>app.json</c> that can be read, as one; null without any.</summary>
    public static string? HealthchecksIn(string text)
    {
        using var document = JsonDocument.Parse(Bare(text));
        return document.RootElement.TryGetProperty("healthchecks", out var healthchecks) ? $$"""{"healthchecks":{{healthchecks.GetRawText()}}}""" : null;
    }

    /// <summary>Reads the text of an <c>app.json</c> and tells everything that is wrong with it.</summary>
    public static (AppJson File, IReadOnlyList<ChecksProblem> Problems) Check(string text)
    {
        var reader = new AppJsonReader();
        try
        {
            if (text.Length > MaxBytes) throw new UserErrorException("checks.tooLarge", "app.json is larger than 1 MB", Hint);

            using var document = JsonDocument.Parse(Bare(text));
            if (!JsonTexts.AreWhole(document.RootElement)) throw new UserErrorException("checks.badJson", AppJsonText.HalfAText, Hint);

            reader.Read(document.RootElement);
        }
        catch (JsonException e)
        {
            var line = (int)(e.LineNumber ?? 0) + 1;
            reader.Problems.Add(new ChecksProblem(line, null, new UserError("checks.badJson", $"app.json line {line}: this is no JSON, from byte {e.BytePositionInLine ?? 0} of the line", Hint)));
        }
        catch (UserErrorException e)
        {
            reader.Problems.Add(new ChecksProblem(null, null, e.Error));
        }

        var warnings = reader.Problems.Where(problem => problem.IsWarning).Select(problem => problem.Error.Message).ToList();
        return (new AppJson(reader.Processes, warnings), reader.Problems);
    }

    static ReadOnlyMemory<char> Bare(string text) => text.AsMemory(text.StartsWith('\uFEFF') ? 1 : 0);
}
