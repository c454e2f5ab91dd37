using System.Security.Cryptography;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Config;

/// <summary>The file that the master key is in. All servers of a database need the same one.</summary>
sealed class MasterKeyFile(ServerOptions options)
{
    const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    readonly Lazy<MasterKey> _key = new(() => Read(options.MasterKeyFile));

    /// <summary>Its path.</summary>
    public string Place => options.MasterKeyFile;

    /// <summary>The key in it; read once.</summary>
    /// <exception cref="UserErrorException"><c>server.masterKeyMissing</c>, <c>server.masterKeyOpen</c>, <c>server.badMasterKey</c>.</exception>
    public MasterKey Key => _key.Value;

    /// <summary>Makes a new key, unless there is the file.</summary>
    /// <exception cref="UserErrorException"><c>server.badMasterKey</c>.</exception>
    public async Task CreateAsync()
    {
        try
        {
            await PrivateFile.CreateAsync(Place, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MasterKey.Length)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException("server.badMasterKey", $"The master key {Place} cannot be written: {e.Message}", $"Let this server's user write to its folder, or set {ServerOptions.MasterKeyVariable} to another place.");
        }
    }

    static MasterKey Read(string path)
    {
        try
        {
            if ((File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            {
                throw new UserErrorException("server.masterKeyOpen", $"The master key {path} is open to others than its owner", $"Close it: chmod 600 {path}");
            }

            var text = File.ReadAllText(path).Trim();
            return text.Length == 2 * MasterKey.Length && text.All(char.IsAsciiHexDigit)
                ? new MasterKey(Convert.FromHexString(text))
                : throw new UserErrorException("server.badMasterKey", $"The file {path} holds no master key, which is {2 * MasterKey.Length} hexadecimal digits", "Put it back from a backup.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserErrorException(
                "server.masterKeyMissing", $"What is encrypted in the database takes the master key {path}, and there is no such file",
                $"Put it back from a backup, or copy it from another server of this database; {ServerOptions.MasterKeyVariable} says where it is. If it is lost, begin with an empty database.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException("server.badMasterKey", $"The master key {path} cannot be read: {e.Message}", "Let this server's user own the file, with mode 600.");
        }
    }
}
