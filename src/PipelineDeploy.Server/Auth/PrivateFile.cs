namespace PipelineDeploy.Server.Auth;

/// <summary>Files that only the server's own user can read, whole or not there at all.</summary>
static class PrivateFile
{
    /// <summary>Writes it in place of the one that is there.</summary>
    public static async Task WriteAsync(string path, string line)
    {
        var unfinished = path + ".part";
        File.Delete(unfinished);
        await WriteNewAsync(unfinished, line);
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Writes it to the disk, unless there is one; of several who do so at once, one does.</summary>
    public static async Task CreateAsync(string path, string line)
    {
        if (File.Exists(path))
        {
            return;
        }

        var unfinished = $"{path}.{Guid.CreateVersion7():n}.part";
        try
        {
            await WriteNewAsync(unfinished, line);
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody was faster.
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    static async Task WriteNewAsync(string path, string line)
    {
        await using var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await using var writer = new StreamWriter(stream);
        await writer.WriteLineAsync(line);
        await writer.FlushAsync();
        stream.Flush(flushToDisk: true);
    }
}
