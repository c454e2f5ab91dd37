using System.Diagnostics;

namespace PipelineDeploy.TestKit.Postgres;

/// <summary>A PostgreSQL of a test's own, which it may stop and crash. What was committed survives that.</summary>
public sealed class RestartableCluster : IAsyncDisposable
{
    readonly string _folder = $"/tmp/pipelinedeploy-restartpg-{Guid.CreateVersion7():N}";

    RestartableCluster()
    {
    }

    /// <summary>Reaches its database <c>postgres</c> with full rights.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Makes and starts one.</summary>
    public static async Task<RestartableCluster> StartAsync()
    {
        var cluster = new RestartableCluster();
        var port = PrivateCluster.FreePort();
        await RunAsync(PrivateCluster.Script, cluster._folder, $"{port}", "on");
        var password = await File.ReadAllTextAsync(Path.Combine(cluster._folder, "password"));
        cluster.ConnectionString = $"Host=127.0.0.1;Port={port};Username=tests;Password={password};Database=postgres";
        return cluster;
    }

    /// <summary>Ends every connection and starts again.</summary>
    /// <param name="isCrash">As if it had been killed, instead of in good order.</param>
    public Task RestartAsync(bool isCrash) => ControlAsync("restart", isCrash ? "immediate" : "fast");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ControlAsync("stop", "immediate");
        Directory.Delete(_folder, recursive: true);
    }

    Task ControlAsync(string what, string mode) => RunAsync(
        """
        set -euo pipefail
        folder=$1 what=$2 mode=$3
        bin=$(dirname "$(readlink -f "/proc/$(head -n 1 "$folder/data/postmaster.pid")/exe")")
        as_postgres() { if (( EUID == 0 )); then (cd / && exec runuser -u postgres -- "$@"); else "$@"; fi; }
        as_postgres "$bin/pg_ctl" "$what" --wait --timeout 60 --pgdata "$folder/data" --mode "$mode" $([[ $what == stop ]] || echo "--log $folder/data/server.log") \
          >"$folder/pg_ctl.log" 2>&1 </dev/null || { tail -n 20 "$folder/pg_ctl.log" "$folder/data/server.log" >&2; exit 1; }
        """,
        _folder, what, mode);

    static async Task RunAsync(string script, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("bash", ["-c", script, "bash", .. arguments]) { UseShellExecute = false, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The test's own PostgreSQL does not do as told. {errors}");
        }
    }
}
