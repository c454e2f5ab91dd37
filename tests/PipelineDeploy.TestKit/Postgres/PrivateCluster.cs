using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PipelineDeploy.TestKit.Postgres;

/// <summary>One PostgreSQL for all tests of this user on this machine; it is made once and keeps running between test runs.</summary>
static class PrivateCluster
{
    static readonly string Folder = $"/tmp/pipelinedeploy-testpg-{UserId()}";
    static readonly SemaphoreSlim Once = new(1, 1);
    static string? _address;

    // PostgreSQL refuses to run as root. The password is read by initdb as the cluster's own user.
    internal const string Script =
        """
        set -euo pipefail
        folder=$1 port=$2 waits_for_disk=${3:-off}
        [[ -d $folder ]] || install -d -m 711 "$folder"
        [[ -O $folder && ! -L $folder ]] || { echo "$folder belongs to somebody else" >&2; exit 1; }
        for bin in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
          [[ ! -x $bin/pg_ctl ]] || break
        done
        as_postgres() { if (( EUID == 0 )); then (cd / && exec runuser -u postgres -- "$@"); else "$@"; fi; }
        if as_postgres "$bin/pg_ctl" status --pgdata "$folder/data" >/dev/null 2>&1; then exit 0; fi
        if [[ ! -s $folder/data/PG_VERSION ]]; then
          rm -rf "$folder/data"
          (umask 077; head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$folder/password")
          install -m 600 "$folder/password" "$folder/initial"
          install -d -m 700 "$folder/data"
          (( EUID != 0 )) || chown postgres: "$folder/data" "$folder/initial"
          as_postgres "$bin/initdb" --pgdata "$folder/data" --username tests --auth scram-sha-256 --pwfile "$folder/initial" \
            --encoding UTF8 --locale C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 || { rm -rf "$folder/data"; cat "$folder/initdb.log" >&2; exit 1; }
          rm -f "$folder/initial"
        fi
        # The data need not survive a power cut, and a crash only where a test asks for it.
        as_postgres "$bin/pg_ctl" start --wait --timeout 60 --pgdata "$folder/data" --log "$folder/data/server.log" --options \
          "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c max_connections=300 -c fsync=off -c synchronous_commit=$waits_for_disk -c full_page_writes=off" \
          >"$folder/pg_ctl.log" 2>&1 </dev/null || { tail -n 20 "$folder/data/server.log" >&2; exit 1; }
        echo "$port" >"$folder/port"
        """;

    /// <summary>Starts it unless it runs, and answers where it is.</summary>
    public static async Task<string> EnsureAsync()
    {
        await Once.WaitAsync();
        try
        {
            return _address ??= await StartAsync();
        }
        finally
        {
            Once.Release();
        }
    }

    static async Task<string> StartAsync()
    {
        await using var alone = await LockAsync();
        var start = new ProcessStartInfo("bash", ["-c", Script, "bash", Folder, $"{FreePort()}"]) { UseShellExecute = false, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"No PostgreSQL for the tests; set PIPELINEDEPLOY_TEST_DATABASE, or install it. {errors}");
        }

        var password = await File.ReadAllTextAsync(Path.Combine(Folder, "password"));
        var port = (await File.ReadAllTextAsync(Path.Combine(Folder, "port"))).Trim();
        return $"Host=127.0.0.1;Port={port};Username=tests;Password={password};Database=postgres";
    }

    // Test projects run in processes of their own and may start at the same time.
    static async Task<FileStream> LockAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                return new FileStream(Folder + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!deadline.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, deadline.Token);
            }
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string UserId() => File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2];
}
