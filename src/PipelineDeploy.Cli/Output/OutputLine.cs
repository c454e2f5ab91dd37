namespace PipelineDeploy.Cli.Output;

/// <summary>One line to show.</summary>
/// <param name="Text">The line as plain text.</param>
/// <param name="Tone">What its colour says again.</param>
sealed record OutputLine(string Text, Tone Tone = Tone.Plain);

/// <summary>How a line is meant; never the only place where that is said.</summary>
enum Tone
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Went well.</summary>
    Good,

    /// <summary>Went wrong.</summary>
    Bad,

    /// <summary>Is not over.</summary>
    Waiting,
}
