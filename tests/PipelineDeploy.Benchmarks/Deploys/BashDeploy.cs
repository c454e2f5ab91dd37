using System.Diagnostics;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Benchmarks.Deploys;

/// <summary>What people write in an afternoon: docker's own command line, curl, and HAProxy's runtime API.</summary>
sealed class BashDeploy : IAsyncDisposable
{
    const string Script =
        """
        set -euo pipefail
        docker build -q -t "$IMAGE" "$FOLDER" >/dev/null 2>&1
        id=$(docker run -d -p 127.0.0.1::5000 --label "$LABEL" "$IMAGE")
        port=$(docker port "$id" 5000); port=${port##*:}
        until curl -fs -o /dev/null "http://127.0.0.1:$port/health"; do sleep 0.01; done
        perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new(shift) or die; print $s shift, "\n"; $s->shutdown(1); print <$s>' "$SOCKET" "set server app/one addr 127.0.0.1 port $port" >/dev/null
        [[ -z $OLD ]] || { docker stop "$OLD" >/dev/null; docker rm "$OLD" >/dev/null; }
        echo "$id"
        """;

    readonly string _folder = Directory.CreateTempSubdirectory("pdb-bash-").FullName;
    readonly MeasuredStack _stack;
    readonly string _image;
    readonly Process _haproxy;
    string _old = "";

    public BashDeploy(MeasuredStack stack, string image)
    {
        (_stack, _image) = (stack, image);
        File.WriteAllText(Path.Combine(_folder, "haproxy.cfg"), $"""
            global
              stats socket {Socket} mode 600 level admin
            defaults
              mode http
              timeout connect 5s
              timeout client 30s
              timeout server 30s
            frontend all
              bind 127.0.0.1:{LoopbackPort.Free()}
              default_backend app
            backend app
              server one 127.0.0.1:9

            """);
        _haproxy = Process.Start("haproxy", ["-f", Path.Combine(_folder, "haproxy.cfg")]);
    }

    string Socket => Path.Combine(_folder, "admin.sock");

    /// <summary>Does it once.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> DeployAsync(int version)
    {
        var source = Path.Combine(_folder, MeasuredApp.Content(version));
        MeasuredApp.Write(source, version);
        var began = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo("bash", ["-c", Script]) { RedirectStandardOutput = true, UseShellExecute = false };
        var label = _stack.Docker.Labels.Single();
        foreach (var (name, value) in new[] { ("IMAGE", _image), ("FOLDER", source), ("LABEL", $"{label.Key}={label.Value}"), ("SOCKET", Socket), ("OLD", _old) })
        {
            start.Environment[name] = value;
        }

        using var bash = Process.Start(start)!;
        _old = (await bash.StandardOutput.ReadToEndAsync()).Trim();
        await bash.WaitForExitAsync();
        return bash.ExitCode == 0 ? Stopwatch.GetElapsedTime(began) : throw new InvalidOperationException($"The script ended with {bash.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        _haproxy.Kill();
        await _haproxy.WaitForExitAsync();
        _haproxy.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
