namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>What a compose file may ask for and no container gets: all that is a way to the host or to other apps.</summary>
/// <remarks>The design's "docker.sock is root": no privileges, no network or processes of the host, no devices, unless an admin's setting says so by name; none does.</remarks>
static class ComposeRefusals
{
    static readonly string[] Always =
        ["cap_add", "devices", "device_cgroup_rules", "volumes_from", "cgroup_parent", "sysctls", "runtime", "gpus", "credential_spec", "use_api_socket", "provider"];

    static readonly string[] OfNamespaces = ["network_mode", "pid", "ipc", "uts", "userns_mode", "cgroup"];

    /// <summary>Throws when a key asks for such a thing.</summary>
    /// <exception cref="Workflows.UserErrorException"><c>source.composeRefused</c>.</exception>
    public static void Require(ComposeScope scope, string key, int line, SourceNode value, string where)
    {
        if (key == "privileged" && (value is not SourceNode.Text || !IsFalse(scope.Text(value, where))))
        {
            throw scope.Refused(line, $"'{where}'");
        }

        if (Always.Contains(key, StringComparer.Ordinal) && value is not (SourceNode.List { Items.Count: 0 } or SourceNode.Map { Entries.Count: 0 }))
        {
            throw scope.Refused(line, $"'{where}'");
        }

        // Of the other values none reaches further than the container itself.
        if (OfNamespaces.Contains(key, StringComparer.Ordinal) && scope.Text(value, where) is var text && text is not ("bridge" or "none" or "private" or "shareable" or ""))
        {
            throw scope.Refused(line, $"'{where}: {SourceError.Show(((SourceNode.Text)value).Value!)[1..^1]}'");
        }

        if (key == "security_opt" && scope.Items(value, where).Any(item => !scope.Text(item, where).StartsWith("no-new-privileges", StringComparison.Ordinal)))
        {
            throw scope.Refused(line, $"'{where}'");
        }
    }

    /// <summary>Whether a key that was not refused asks for nothing.</summary>
    public static bool IsHarmless(string key) => key == "privileged" || Always.Contains(key, StringComparer.Ordinal);

    static bool IsFalse(string text) => text.ToUpperInvariant() is "FALSE" or "NO" or "OFF" or "";
}
