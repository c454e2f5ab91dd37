using System.Text;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>What an app's CHECKS file says: settings that stand over those of the app, and the checks in their order.</summary>
/// <param name="Wait"><c>WAIT</c>: before each attempt; null when not set.</param>
/// <param name="Timeout"><c>TIMEOUT</c>: for each request; null when not set.</param>
/// <param name="Attempts"><c>ATTEMPTS</c>: in all, not retries; null when not set.</param>
/// <param name="Checks">The checks in the order of their lines.</param>
/// <param name="Warnings">What is odd but does no harm, each with its line.</param>
/// <remarks>The grammar follows dokku's documents, and where its script contradicts them, the documents.</remarks>
public sealed record ChecksFile(TimeSpan? Wait, TimeSpan? Timeout, int? Attempts, IReadOnlyList<Check> Checks, IReadOnlyList<string> Warnings)
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 1_048_576;

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the text of a CHECKS file; the first mistake is a <see cref="UserErrorException"/> whose code begins with <c>checks.</c>.</summary>
    public static ChecksFile Parse(string text) => Read(text, new ChecksParser(), mistakes: null);

    /// <summary>Reads the text of a CHECKS file and tells everything that is wrong or odd with it, by line.</summary>
    public static (ChecksFile File, IReadOnlyList<ChecksProblem> Problems) Check(string text)
    {
        var parser = new ChecksParser();
        List<ChecksProblem> mistakes = [];
        try
        {
            var file = Read(text, parser, mistakes);
            return (file, [.. mistakes.Concat(parser.Warnings).OrderBy(problem => problem.Line)]);
        }
        catch (UserErrorException e)
        {
            return (parser.Finish(), [new ChecksProblem(null, null, e.Error)]);
        }
    }

    static ChecksFile Read(string text, ChecksParser parser, List<ChecksProblem>? mistakes)
    {
        if (text.Length > MaxBytes) throw TooLarge();

        var number = 0;
        var content = text.AsSpan(text.StartsWith('\uFEFF') ? 1 : 0);
        foreach (var range in content.Split('\n'))
        {
            number++;
            try
            {
                parser.Read(content[range], number);
            }
            catch (UserErrorException e) when (mistakes is not null)
            {
                mistakes.Add(new ChecksProblem(number, null, e.Error));
                if (mistakes.Count == ChecksProblem.Most) break;
            }
        }

        return parser.Finish();
    }

    /// <summary>Reads the bytes of a CHECKS file: UTF-8 with or without byte order mark, LF or CRLF.</summary>
    public static ChecksFile ParseBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) throw TooLarge();
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw ChecksError.At(1, "notText", "the file is UTF-16, not UTF-8", "Save CHECKS as UTF-8.");

        try
        {
            return Parse(StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes[..Math.Clamp(e.Index, 0, bytes.Length)].Count((byte)'\n');
            throw ChecksError.At(line, "notText", "there are bytes that are not UTF-8", "Save CHECKS as UTF-8.");
        }
    }

    static UserErrorException TooLarge() =>
        new("checks.tooLarge", $"CHECKS is larger than {MaxBytes / 1024 / 1024} MB.", "A CHECKS file has one short line for each check; was another file given this name?");
}
