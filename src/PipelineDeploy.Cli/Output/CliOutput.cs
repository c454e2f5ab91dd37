using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace PipelineDeploy.Cli.Output;

/// <summary>Standard output is data, standard error is talk; this keeps them apart.</summary>
sealed class CliOutput
{
    const string EraseLine = "\r\u001b[2K";

    readonly TextWriter stdout;
    readonly TextWriter stderr;
    readonly IAnsiConsole console;
    readonly bool colours;
    readonly int tableWidth;
    bool isDrawn;

    public CliOutput(TextWriter stdout, TextWriter stderr, CliEnvironment environment, bool json, bool quiet, bool jsonLines = false)
    {
        this.stdout = stdout;
        this.stderr = stderr;
        IsJson = json || jsonLines;
        IsJsonLines = jsonLines;
        IsQuiet = quiet;
        IsTerminal = environment.IsTerminal;
        colours = environment.IsTerminal && environment["NO_COLOR"] is null && environment["TERM"] is not "dumb";
        IsLive = colours && !quiet && !IsJson;
        tableWidth = environment.IsTerminal ? environment.Width : int.MaxValue / 4;
        console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(stdout),
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
    }

    public bool IsJson { get; }

    /// <summary>Whether each part of what goes on for a while is a JSON object on a line of its own.</summary>
    public bool IsJsonLines { get; }

    public bool IsQuiet { get; }

    /// <summary>Whether a line may be drawn again and again in place.</summary>
    public bool IsLive { get; }

    bool IsTerminal { get; }

    /// <summary>Columns that a line may have without being wrapped.</summary>
    public int Width => tableWidth;

    /// <summary>Puts a line where the last one that was drawn stands; the next real line takes its place.</summary>
    public void Draw(string text)
    {
        stdout.Write($"{EraseLine}{TerminalText.Harmless(text)}");
        stdout.Flush();
        isDrawn = true;
    }

    /// <summary>Takes away what was drawn.</summary>
    public void Erase()
    {
        if (isDrawn)
        {
            stdout.Write(EraseLine);
            stdout.Flush();
            isDrawn = false;
        }
    }

    /// <summary>Data for a program.</summary>
    public void Json<T>(T value, JsonTypeInfo<T> type) => stdout.WriteLine(JsonSerializer.Serialize(value, type));

    /// <summary>Data for a person.</summary>
    public void Line(OutputLine line)
    {
        Erase();
        var text = !IsTerminal ? line.Text : colours ? TerminalText.Harmless(line.Text) : TerminalText.Colourless(line.Text);
        if (!colours || line.Tone == Tone.Plain)
        {
            stdout.WriteLine(text);
            return;
        }

        // Wrapping is the terminal's business: a wrapped line cannot be copied.
        console.Profile.Width = int.MaxValue / 4;
        console.WriteLine(text, new Style(line.Tone switch { Tone.Good => Color.Green, Tone.Bad => Color.Red, _ => Color.Yellow }));
    }

    /// <summary>Data for a person.</summary>
    public void Line(string text) => Line(new OutputLine(text));

    /// <summary>Progress: beside the data when that is JSON, nowhere when quiet.</summary>
    public void Progress(OutputLine line)
    {
        if (IsQuiet)
        {
            return;
        }

        if (IsJson)
        {
            stderr.WriteLine(line.Text);
        }
        else
        {
            Line(line);
        }
    }

    /// <summary>Rows under headings, as many columns wide as they need.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().NoBorder();
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading)) { NoWrap = !IsTerminal });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(TerminalText.Harmless(cell))));
        }

        console.Profile.Width = tableWidth;
        console.Write(table);
    }

    /// <summary>Talk that quiet silences.</summary>
    public void Say(string text)
    {
        if (!IsQuiet)
        {
            stderr.WriteLine(text);
        }
    }

    /// <summary>Talk that must be heard.</summary>
    public void Complain(string text)
    {
        Erase();
        stderr.WriteLine(IsTerminal ? TerminalText.Harmless(text) : text);
    }

    /// <summary>What the server sent, as it came.</summary>
    public async Task CopyAsync(Stream content, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content);
        var buffer = new char[8192];
        for (int read; (read = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await stdout.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            await stdout.FlushAsync(cancellationToken);
        }
    }
}
