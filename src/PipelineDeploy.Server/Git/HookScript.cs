namespace PipelineDeploy.Server.Git;

/// <summary>The file that git starts as its hook: it becomes this program and holds nothing that anybody has sent.</summary>
static class HookScript
{
    const UnixFileMode OnlyUs = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Writes it into a folder of hooks.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder, OnlyUs);
        using var file = new FileStream(Path.Combine(folder, "pre-receive"), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OnlyUs });
        using var writer = new StreamWriter(file);
        writer.Write(Text(Environment.ProcessPath!, typeof(HookScript).Assembly.Location));
    }

    /// <summary>Its text.</summary>
    /// <param name="program">The program of this process: the server's own, or <c>dotnet</c>.</param>
    /// <param name="assembly">The server's assembly.</param>
    internal static string Text(string program, string assembly)
    {
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return $"#!/bin/sh\nexec {Quoted(program)}{(isHost ? $" {Quoted(assembly)}" : "")} {PushHook.Verb}\n";
    }

    // POSIX shell, "Single-Quotes": nothing in them has a meaning but the quote itself.
    static string Quoted(string path) => $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
