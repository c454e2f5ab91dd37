using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Tells regular files from pipes, sockets and devices, which .NET cannot without opening them (a pipe blocks then).</summary>
static class FileKind
{
    const int WorkingDirectory = -100;
    const int DoNotFollow = 0x100;
    const uint WantType = 1;
    const int ModeOffset = 28;
    const int TypeMask = 0xF000;
    const int RegularFile = 0x8000;

    /// <summary>Whether the path itself, not what it links to, is a regular file.</summary>
    public static bool IsRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        // struct statx has the same 256 bytes on every architecture (statx(2)).
        var status = new byte[256];
        return statx(WorkingDirectory, path, DoNotFollow, WantType, status) == 0
            && (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOffset)) & TypeMask) == RegularFile;
    }

    [DllImport("libc", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);
}
