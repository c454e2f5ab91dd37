namespace PipelineDeploy.Server.Auth;

/// <summary>Files that only the server's own user can read, whole or not there at all.</summary>
static class PrivateFile
{
    public static async Task WriteAsync(string path, string line)
    {
        var unfinished = path + ".part";
        File.Delete(unfinished);
        await using (var stream = new FileStream(unfinished, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        await using (var writer = new StreamWriter(stream))
        {
            await writer.WriteLineAsync(line);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
