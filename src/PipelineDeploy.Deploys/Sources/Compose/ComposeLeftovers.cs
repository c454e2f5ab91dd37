namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>Says of the keys that mean nothing here why, and what does it instead.</summary>
static class ComposeLeftovers
{
    static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["depends_on"] = "the other services are not started; docker compose up -d does it",
        ["container_name"] = "containers are named after the app",
        ["network_mode"] = "an app's containers are in a network of Docker's own, and in those of the setting 'networks'",
        ["scale"] = "an app has its own number of containers",
        ["profiles"] = "the service was named, so it is deployed",
        ["pull_policy"] = "an image is pulled when the engine does not have it",
        ["logging"] = "output is kept with the run and by the engine's own driver",
        ["secrets"] = "secret values are config: pdeploy config set",
        ["configs"] = "put the file into the image",
        ["mem_reservation"] = "only limits are",
        ["develop"] = "it is for a developer's machine",
    };

    static readonly string[] Known =
    [
        "annotations", "attach", "blkio_config", "cap_drop", "cpu_count", "cpu_percent", "cpu_period", "cpu_quota", "cpu_rt_period", "cpu_rt_runtime", "cpu_shares", "cpuset",
        "dns", "dns_opt", "dns_search", "domainname", "external_links", "extra_hosts", "group_add", "hostname", "init", "ipc", "isolation", "label_file", "links", "mac_address",
        "mem_swappiness", "memswap_limit", "models", "oom_kill_disable", "oom_score_adj", "pid", "platform", "post_start", "pre_stop", "read_only", "security_opt", "shm_size",
        "stdin_open", "stop_signal", "storage_opt", "tmpfs", "tty", "ulimits", "user", "userns_mode", "uts", "working_dir",
    ];

    /// <summary>Tells of a key that is not taken over.</summary>
    public static void Tell(ComposeScope scope, string key, int line, string where)
    {
        if (ComposeScope.IsExtension(key) || ComposeRefusals.IsHarmless(key))
        {
            return;
        }

        scope.Warn(line, Reasons.TryGetValue(key, out var reason) ? $"'{where}' is not taken over: {reason}"
            : Known.Contains(key, StringComparer.Ordinal) ? $"'{where}' is not taken over"
            : $"'{where}' is not known");
    }
}
