using System.Diagnostics;
using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]

namespace PipelineDeploy.Architecture;

/// <summary>The two commands, CI and their parts.</summary>
public sealed class ScriptTests
{
    static readonly string[] Names = ["start", "test", ".ci/run"];

    public static TheoryData<string> Commands() => [.. Names];

    public static TheoryData<string> Scripts() =>
        [.. Names, .. Directory.GetFiles(Repository.PathOf("scripts"), "*.sh").Select(path => Path.GetRelativePath(Repository.Root, path))];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_can_be_run_and_stops_at_the_first_error(string name)
    {
        var path = Repository.PathOf(name);

        File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        File.ReadLines(path).ShouldContain(line => line == "set -euo pipefail");
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_is_bash_that_parses(string name)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-n", Repository.PathOf(name)]) { RedirectStandardError = true, UseShellExecute = false })!;
        var complaints = await bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();

        complaints.ShouldBeEmpty();
        bash.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Stopping_an_engine_that_left_no_mounts_behind_is_no_error()
    {
        // A grep that finds nothing fails, and with pipefail so does everything around it: ./start stop once ended half-way.
        var script = $"set -euo pipefail; . {Repository.PathOf("scripts/docker.sh")}; leave_no_mounts /nowhere/at/all";
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { UseShellExecute = false })!;
        await bash.WaitForExitAsync();

        bash.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task The_routers_name_is_remembered_beside_its_folder()
    {
        // Under the folder's own name it could not be written, and ./start ended there.
        var place = Directory.CreateTempSubdirectory("pipelinedeploy-places-");
        var script = $"""
            set -euo pipefail; for part in console places processes router; do . {Repository.PathOf("scripts")}/$part.sh; done
            open_place {place.FullName}; socket_folder router >/dev/null
            PIPELINEDEPLOY_ROUTER=nginx choose_router; end_other_router >/dev/null; ROUTER=; recall_router; echo "$ROUTER"
            """;
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var answer = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        place.Delete(recursive: true);

        answer.Trim().ShouldBe("nginx");
    }

    [Fact]
    [Trait("Category", "Integration")]
    public async Task The_private_engines_bridge_keeps_its_address_when_a_container_goes()
    {
        // It once took over its lowest port's, and lost it with that container: requests under way to the others hung for 30 to 60 seconds.
        var script = $"""
            set -euo pipefail; . {Repository.PathOf("scripts/docker.sh")}; PLACE=/bridge/of/a/test
            bridge=$(bridge_name); trap 'busybox brctl delbr "$bridge"' EXIT
            ensure_bridge; cat "/sys/class/net/$bridge/addr_assign_type"; busybox ip link set "$bridge" down
            """;
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var answer = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();

        // Linux calls an address 3 that somebody has set (NET_ADDR_SET) and that no port changes any more.
        answer.Trim().ShouldBe("3");
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_function_called_by_a_trap_never_returns_without_a_number(string name)
    {
        // In a trap, bash gives a bare `return` the status from before the trap: a search that succeeds would seem to fail.
        File.ReadLines(Repository.PathOf(name)).ShouldAllBe(line => !line.TrimEnd(';', '}', ' ').EndsWith("return", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_sample_app_stands_in_their_table()
    {
        var table = File.ReadAllText(Repository.PathOf("tests/apps/README.md"));

        Directory.GetDirectories(Repository.PathOf("tests/apps")).ShouldAllBe(app => table.Contains($"| `{Path.GetFileName(app)}` |"));
    }
}
