using System.Formats.Tar;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Hooks;

/// <summary>The folder of hooks in a source: the hooks, and whatever they bring along.</summary>
public sealed class HookFolder
{
    /// <summary>The largest file in it, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    const int MostFiles = 64;
    const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // A link in place of a folder would hide the hooks behind it.
    static readonly string[] Folders = [Hook.Folder, Hook.Folder.Split('/')[0]];

    readonly IReadOnlyList<GlancedFile> _files;

    HookFolder(IReadOnlyList<GlancedFile> files) => _files = files;

    /// <summary>The names of the hooks in it, in the order in which they are run.</summary>
    public IReadOnlyList<string> Hooks => [.. Hook.Names.Where(name => _files.Any(file => file.Path == PathOf(name)))];

    /// <summary>Where a hook stands in the source; in its container the same below <c>/</c>.</summary>
    public static string PathOf(string hook) => $"{Hook.Folder}/{hook}";

    /// <summary>How large a file of the source that belongs to it may be; null for one that does not.</summary>
    public static int? LimitOf(string path) => path.StartsWith(Hook.Folder + "/", StringComparison.Ordinal) || Folders.Contains(path) ? MaxBytes : null;

    /// <summary>Takes those of the files of a source that belong to it.</summary>
    /// <exception cref="UserErrorException"><c>hook.notExecutable</c>, <c>hook.notAFile</c>, <c>hook.carriageReturn</c>, <c>hook.tooMany</c>: a hook that cannot be run must not look like none.</exception>
    public static HookFolder Of(IEnumerable<GlancedFile> files)
    {
        var found = files.Where(file => LimitOf(file.Path) is not null).ToList();
        if (found.FirstOrDefault(file => Folders.Contains(file.Path) && file.Bytes is null) is { } link)
        {
            throw new UserErrorException("hook.notAFile", $"{link.Path} is a link, so hooks behind it are not seen", "Put the folder itself there.");
        }

        var folder = new HookFolder([.. found.Where(file => !Folders.Contains(file.Path))]);
        if (folder._files.Count > MostFiles)
        {
            throw new UserErrorException("hook.tooMany", $"{Hook.Folder} holds {folder._files.Count} files; at most {MostFiles} are taken along", "Keep what the hooks need in the image.");
        }

        foreach (var hook in folder._files.Where(file => folder.Hooks.Any(name => PathOf(name) == file.Path)))
        {
            Require(hook);
        }

        return folder;
    }

    /// <summary>The folder as a tar with paths from <c>/</c>; everybody in the container may read it.</summary>
    public byte[] Pack()
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var file in _files.Where(file => file.Bytes is not null))
            {
                using var content = new MemoryStream(file.Bytes!);
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, file.Path) { Mode = file.Mode | Readable | (IsExecutable(file) ? Executable : UnixFileMode.None), DataStream = content });
            }
        }

        return bytes.ToArray();
    }

    static void Require(GlancedFile hook)
    {
        if (hook.Bytes is null)
        {
            throw new UserErrorException("hook.notAFile", $"{hook.Path} is no regular file", "Put the hook itself there, not a link to it.");
        }

        if (!IsExecutable(hook))
        {
            throw new UserErrorException("hook.notExecutable", $"{hook.Path} is not executable", $"Make it so: chmod +x {hook.Path} (in git: git update-index --chmod=+x {hook.Path}), or remove it.");
        }

        if (BeginsWithCarriageReturn(hook.Bytes))
        {
            throw new UserErrorException("hook.carriageReturn", $"{hook.Path}: the first line ends with a carriage return, so no program is found by it", $"End its lines as Unix does: dos2unix {hook.Path}");
        }
    }

    // The kernel takes the carriage return for a part of the program's name and says "no such file".
    static bool BeginsWithCarriageReturn(byte[] bytes) => bytes.AsSpan().StartsWith("#!"u8) && bytes.AsSpan().IndexOf((byte)'\n') is > 0 and var end && bytes[end - 1] == '\r';

    static bool IsExecutable(GlancedFile file) => (file.Mode & Executable) != UnixFileMode.None;
}
