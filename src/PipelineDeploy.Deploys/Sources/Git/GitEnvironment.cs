using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PipelineDeploy.Deploys.Sources.Git;

/// <summary>
/// All of the environment that git is run with: no configuration of the machine, no questions, no hooks, one protocol, one address. A secret
/// stands in it or in a file beside the repository, never in an argument or an address, which everybody on the machine can read.
/// </summary>
static class GitEnvironment
{
    /// <summary>File of the deploy key, in the working folder.</summary>
    public const string KeyFile = "key";

    /// <summary>File of the keys that the host may have, in the working folder.</summary>
    public const string HostsFile = "known_hosts";

    /// <summary>Folder of the repository, in the working folder.</summary>
    public const string Repository = "repository";

    /// <summary>Makes it.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="address">The repository.</param>
    /// <param name="dialled">The address that its host was looked up to be and may be; the only one that is connected to.</param>
    /// <param name="credential">The sign-in; null for none.</param>
    /// <param name="ssh">The program for ssh.</param>
    public static Dictionary<string, string> Of(string folder, GitAddress address, IPAddress dialled, OpenedCredential? credential, string ssh)
    {
        var environment = Base(folder, SettingsOf(address, dialled, credential));
        environment["GIT_DIR"] = Path.Combine(folder, Repository);
        environment["GIT_ALLOW_PROTOCOL"] = address.Scheme;
        environment["GIT_SSH_VARIANT"] = "ssh";
        environment["GIT_SSH_COMMAND"] = SshOf(address, dialled, ssh);
        return environment;
    }

    /// <summary>What every git of ours has: nothing of the machine's configuration, and these settings.</summary>
    /// <param name="home">A folder of the server's own.</param>
    /// <param name="settings">Settings of git; of a name that comes twice both hold.</param>
    internal static Dictionary<string, string> Base(string home, IEnumerable<(string Name, string Value)> settings)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin",
            ["HOME"] = home,
            ["LC_ALL"] = "C",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_ATTR_NOSYSTEM"] = "1",
            ["GIT_TEMPLATE_DIR"] = "",
            ["GIT_LFS_SKIP_SMUDGE"] = "1",
        };
        var count = 0;
        foreach (var (name, value) in settings)
        {
            environment[$"GIT_CONFIG_KEY_{count}"] = name;
            environment[$"GIT_CONFIG_VALUE_{count}"] = value;
            count++;
        }

        environment["GIT_CONFIG_COUNT"] = count.ToString(CultureInfo.InvariantCulture);
        return environment;
    }

    static IEnumerable<(string Name, string Value)> SettingsOf(GitAddress address, IPAddress dialled, OpenedCredential? credential)
    {
        yield return ("protocol.version", "2");
        yield return ("core.hooksPath", "/dev/null");
        yield return ("credential.helper", "");
        yield return ("submodule.recurse", "false");
        yield return ("gc.auto", "0");
        yield return ("maintenance.auto", "false");
        // One file, whose size can be watched while it grows.
        yield return ("fetch.unpackLimit", "1");
        yield return ("tar.umask", "0022");
        yield return ("http.proxy", "");
        // A redirect could lead to where nothing may be asked for.
        yield return ("http.followRedirects", "false");
        yield return ("http.lowSpeedLimit", "1000");
        yield return ("http.lowSpeedTime", "60");
        if (!IPAddress.TryParse(address.Host, out _))
        {
            yield return ("http.curloptResolve", string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}:{(dialled.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{dialled}]" : dialled)}"));
        }

        if (credential is { Credential: { Kind: GitCredentialKind.Token, User: var user }, Secret: var token })
        {
            var origin = address.Text[..address.Text.IndexOf('/', address.Scheme.Length + 3)];
            yield return ($"http.{origin}/.extraHeader", $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}"))}");
        }
    }

    // Git gives this to a shell, so nothing that anybody wrote is in it but names of hosts.
    static string SshOf(GitAddress address, IPAddress dialled, string ssh) => string.Join(
        " -o ",
        $"{ssh} -F none",
        "BatchMode=yes",
        "StrictHostKeyChecking=yes",
        $"UserKnownHostsFile={HostsFile}",
        "GlobalKnownHostsFile=/dev/null",
        "IdentitiesOnly=yes",
        $"IdentityFile={KeyFile}",
        "IdentityAgent=none",
        $"HostName={dialled}",
        $"'HostKeyAlias={(address.Port == 22 ? address.Host : $"[{address.Host}]:{address.Port}")}'",
        "CheckHostIP=no",
        "ConnectTimeout=20",
        "PermitLocalCommand=no",
        "ForwardAgent=no");
}
