using System.Net.Sockets;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>A real sshd on 127.0.0.1 that knows one person's key, and that person's ssh.</summary>
sealed class SshServer : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("pd-sshd-").FullName;
    readonly int _port = LoopbackPort.Free();
    ChildProcess? _sshd;

    /// <summary>The person's public key.</summary>
    public string PublicKeyFile => Path.Combine(_folder, "person.pub");

    /// <summary>What git is to start for ssh.</summary>
    public string Command => $"ssh -F none -p {_port} -i {_folder}/person -o IdentitiesOnly=yes -o BatchMode=yes -o LogLevel=ERROR -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile={_folder}/known_hosts";

    public static string Address(string app) => $"ssh://{Environment.UserName}@127.0.0.1/{app}.git";

    public async Task MakeKeysAsync()
    {
        foreach (var name in new[] { "host", "person" })
        {
            await using var keygen = new ChildProcess("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "ann@laptop", "-f", Path.Combine(_folder, name)]);
            (await keygen.EndAsync(TimeSpan.FromSeconds(30))).ShouldBe(0, keygen.Errors);
        }
    }

    /// <summary>A program that is <c>pdeploy</c> with a server and a token, as an administrator would put it there.</summary>
    public string Program(string server, string tokenFile)
    {
        var path = Path.Combine(_folder, "pdeploy");
        File.WriteAllText(path, $"#!/bin/sh\nPDEPLOY_SERVER={server} PDEPLOY_TOKEN_FILE={tokenFile} exec dotnet {Repository.CliDll} \"$@\"\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public async Task StartAsync(string authorizedKeys)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "authorized_keys"), authorizedKeys);
        await File.WriteAllLinesAsync(Path.Combine(_folder, "config"),
        [
            $"Port {_port}", "ListenAddress 127.0.0.1", $"HostKey {_folder}/host", $"AuthorizedKeysFile {_folder}/authorized_keys", $"PidFile {_folder}/pid",
            "StrictModes no", "UsePAM no", "PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin prohibit-password",
            // A session of sshd has an environment of its own.
            $"SetEnv PATH={Environment.GetEnvironmentVariable("PATH")} DOTNET_ROOT={Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "/usr/share/dotnet"}",
        ]);
        // Where sshd runs as root it asks for this folder.
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory("/run/sshd");
        }

        _sshd = new ChildProcess("/usr/sbin/sshd", ["-D", "-e", "-f", Path.Combine(_folder, "config")]);
        await Eventually.SeeAsync(ListensAsync, listens => listens, $"sshd listens; it said {_sshd.Errors}", TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await (_sshd?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_folder, recursive: true);
    }

    async Task<bool> ListensAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
