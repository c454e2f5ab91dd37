using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server;

/// <summary>Folders that only the server's own user may look into.</summary>
static class PrivateFolder
{
    /// <exception cref="UserErrorException"><c>server.badDataFolder</c>.</exception>
    public static void Ensure(string path)
    {
        try
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException("server.badDataFolder", $"The data folder {path} cannot be used: {e.Message}", "Set PIPELINEDEPLOY_DATA to a folder that this user may write.");
        }
    }
}
