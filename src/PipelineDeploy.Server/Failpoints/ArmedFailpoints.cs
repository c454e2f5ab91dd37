using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Failpoints;

/// <summary>Those that are armed: what the variable holds, or what a file holds now, so that a test can arm others while the server goes on.</summary>
sealed class ArmedFailpoints
{
    const char FileMark = '@';

    readonly string? _file;
    DateTime _written;

    /// <summary>Reads the variable.</summary>
    /// <param name="text">Failpoints as <see cref="Failpoint.ParseAll"/> takes them, or <c>@</c> and the file that holds them; a missing file arms none.</param>
    /// <exception cref="UserErrorException"><c>failpoint.unknown</c>.</exception>
    public ArmedFailpoints(string text)
    {
        _file = text.StartsWith(FileMark) ? text[1..] : null;
        Points = _file is null ? Failpoint.ParseAll(text) : [];
    }

    /// <summary>They, in the order in which they go off.</summary>
    public IReadOnlyList<Failpoint> Points { get; private set; }

    /// <summary>Looks whether the file was written anew.</summary>
    /// <returns>Whether it was, and others are armed than before.</returns>
    /// <exception cref="UserErrorException"><c>failpoint.unknown</c>.</exception>
    public bool Refresh()
    {
        if (_file is null || !File.Exists(_file) || File.GetLastWriteTimeUtc(_file) is var written && written == _written)
        {
            return false;
        }

        (_written, Points) = (written, Failpoint.ParseAll(File.ReadAllText(_file)));
        return true;
    }
}
