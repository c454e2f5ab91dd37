using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.EndToEnd.Deploys;

/// <summary>The server is killed with <c>kill -9</c> in the middle of things; afterwards it is as if nothing had happened.</summary>
[Collection(StackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class KilledServerTests(DeployStack stack)
{
    [Fact]
    public async Task A_server_killed_while_it_waits_between_check_attempts_goes_on_where_it_was()
    {
        var app = await stack.NewAppAsync("killcheck", waitToRetire: "0s");
        await stack.DeployVersionAsync(app, "v1");
        await using var visitor = new Visitor(app, stack.RouterPort);
        // The first attempt asks for a page that is not there yet, so the kill falls between two attempts.
        var source = stack.Version("v2", "WAIT=3\nATTEMPTS=3\n/cgi-bin/second ok\n");
        Directory.CreateDirectory(Path.Combine(source, "www", "cgi-bin"));
        await WriteScriptAsync(source, "second", "if [ -e /tmp/asked ]; then echo ok; else touch /tmp/asked; echo no; fi");
        var run = await stack.BeginDeployAsync(app, source);
        await Eventually.SeeAsync(() => stack.LogOfAsync(run), log => log.Contains("Attempt 2/3", StringComparison.Ordinal), "the second attempt waits");

        await stack.Server.Process.KillAsync();
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from v1"));
        await stack.Server.StartAsync();

        var end = await stack.EndOfAsync(run);
        end.State.ShouldBe("succeeded", end.Error?.Message);
        await visitor.LeaveContentAsync("Hello from v1", "Hello from v2");
        var log = await stack.LogOfAsync(run);
        Occurrences(log, "Attempt 1/3").ShouldBe(1);
        Occurrences(log, "Attempt 2/3").ShouldBe(1);
        Occurrences(log, "Attempt 3/3").ShouldBe(0);
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
    }

    [Fact]
    public async Task A_server_killed_while_it_waits_to_retire_retires_in_the_end()
    {
        var app = await stack.NewAppAsync("killretire", waitToRetire: "4s");
        await stack.DeployVersionAsync(app, "v1");
        await using var visitor = new Visitor(app, stack.RouterPort);
        var run = await stack.BeginDeployAsync(app, stack.Version("v2"));
        await stack.SeeStepAsync(run, "wait-to-retire", "waiting");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue", $"{app}-retired-v1"]);

        await stack.Server.Process.KillAsync();
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from v2"));
        await stack.Server.StartAsync();

        var end = await stack.EndOfAsync(run);
        end.State.ShouldBe("succeeded", end.Error?.Message);
        await visitor.LeaveContentAsync("Hello from v1", "Hello from v2");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
        end.Steps.ShouldAllBe(step => step.Attempt == (step.State == "skipped" ? 0 : 1));
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_of_a_build_builds_again_and_goes_on()
    {
        var app = await stack.NewAppAsync("killbuild");
        var source = stack.Version("v1");
        var dockerfile = Path.Combine(source, "Dockerfile");
        await File.WriteAllTextAsync(dockerfile, (await File.ReadAllTextAsync(dockerfile)).Replace("EXPOSE", "RUN sleep 3\nEXPOSE", StringComparison.Ordinal));
        var run = await stack.BeginDeployAsync(app, source);
        await Eventually.SeeAsync(() => stack.LogOfAsync(run), log => log.Contains("sleep 3", StringComparison.Ordinal), "the build sleeps");

        await stack.Server.Process.KillAsync();
        await stack.Server.StartAsync();

        (await stack.EndOfAsync(run)).State.ShouldBe("succeeded");
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from v1"));
        run = await stack.Client.GetRunAsync(run.Id);
        run.Release.ShouldBe(1);
    }

    [Fact]
    public async Task Another_server_takes_over_the_run_of_a_killed_one()
    {
        await using var other = stack.AnotherServer();
        await other.StartAsync();
        var app = await stack.NewAppAsync("takeover", waitToRetire: "3s");
        await stack.DeployVersionAsync(app, "v1");
        await using var visitor = new Visitor(app, stack.RouterPort);
        var run = await stack.BeginDeployAsync(app, stack.Version("v2"));
        await stack.SeeStepAsync(run, "wait-to-retire", "waiting");

        await stack.Server.Process.KillAsync();
        await Eventually.SeeAsync(() => stack.ContainersOfAsync(app), names => names.Count == 1, "the other server retires blue");

        await stack.Server.StartAsync();
        (await stack.EndOfAsync(run)).State.ShouldBe("succeeded");
        await visitor.LeaveContentAsync("Hello from v1", "Hello from v2");
    }

    [Fact]
    public async Task A_server_that_is_asked_to_end_does_so_soon_and_hands_its_run_back()
    {
        var app = await stack.NewAppAsync("handback");
        var source = stack.Version("v1");
        await File.AppendAllTextAsync(Path.Combine(source, "Dockerfile"), "RUN sleep 2\n");
        var run = await stack.BeginDeployAsync(app, source);
        await Eventually.SeeAsync(() => stack.LogOfAsync(run), log => log.Contains("sleep 2", StringComparison.Ordinal), "the build sleeps");

        var exitCode = await stack.Server.Process.TerminateAsync(TimeSpan.FromSeconds(10));
        await stack.Server.StartAsync();

        exitCode.ShouldBe(0);
        (await stack.EndOfAsync(run)).State.ShouldBe("succeeded");
    }

    static async Task WriteScriptAsync(string source, string name, string body)
    {
        var path = Path.Combine(source, "www", "cgi-bin", name);
        await File.WriteAllTextAsync(path, $"#!/bin/sh\necho 'Content-Type: text/plain'\necho\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
