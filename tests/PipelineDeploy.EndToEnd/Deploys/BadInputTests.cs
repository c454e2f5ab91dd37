using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Deploys;

/// <summary>Whatever is wrong with what people bring: one clear error, and what served goes on serving.</summary>
[Collection(StackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class BadInputTests(DeployStack stack)
{
    [Theory]
    [InlineData("no-dockerfile", 1, "failed", "source.noDockerfile", "The source has no 'Dockerfile'")]
    [InlineData("broken-dockerfile", 1, "failed", "docker.refused", "returned a non-zero code: 1")]
    [InlineData("exits-at-start", 6, "rolledBack", "container.", "exit code")]
    [InlineData("failing-check", 6, "rolledBack", "checks.failed", "My Amazing App")]
    public async Task A_bad_source_fails_with_its_cause_and_blue_goes_on_serving(string sample, int exitCode, string state, string code, string message)
    {
        var app = await stack.NewAppAsync("bad");
        await stack.DeployVersionAsync(app, "v1");
        await using var visitor = new Visitor(app, stack.RouterPort);

        var cli = await stack.CliAsync("deploy", stack.Source(sample), "-a", app);

        cli.ExitCode.ShouldBe(exitCode, cli.Errors);
        (cli.Output + cli.Errors).ShouldContain(message, Case.Sensitive);
        var run = await stack.Client.GetRunAsync((await stack.Client.ListRunsAsync(app)).Items[0].Id);
        run.State.ShouldBe(state);
        run.Error!.Code.ShouldStartWith(code);
        await visitor.LeaveContentAsync("Hello from v1");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
    }

    [Fact]
    public async Task An_app_that_exits_at_start_fails_at_once_with_its_exit_code_and_last_words()
    {
        var app = await stack.NewAppAsync("exits");
        await stack.Client.SetSettingAsync(app, "defaultChecksWait", "60s");

        var run = await stack.DeployAsync(app, stack.Source("exits-at-start"));

        run.Error!.Message.ShouldContain("exit code");
        run.Error.Detail!.ShouldContain("DATABASE_URL is not set");
        (run.FinishedAt - run.StartedAt)!.Value.ShouldBeLessThan(TimeSpan.FromSeconds(45));
    }

    [Fact]
    public async Task A_wrong_checks_file_fails_before_the_build()
    {
        var app = await stack.NewAppAsync("typo");

        var run = await stack.DeployAsync(app, stack.Version("v1", "WAIT=abc\n/health ok\n"));

        run.Error!.Message.ShouldContain("CHECKS line 1");
        run.Steps.Single(step => step.Id == "build").State.ShouldBe("failed");
        (await stack.LogOfAsync(run)).ShouldNotContain("Step 1/");
    }

    [Fact]
    public async Task A_name_that_a_foreign_container_has_is_never_taken_from_it()
    {
        var app = await stack.NewAppAsync("foreign");
        var foreign = await stack.ForeignContainerAsync($"{app}-green");
        try
        {
            var run = await stack.DeployVersionAsync(app, "v1");

            run.Error!.Code.ShouldBe("container.nameTaken");
            (await stack.Engine.FindContainerAsync(foreign, CancellationToken.None)).ShouldNotBeNull();
        }
        finally
        {
            await stack.Engine.RemoveContainerAsync(foreign, CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_wrong_token_is_one_clear_line_and_exit_code_3()
    {
        await using var cli = new ChildProcess("dotnet", [Repository.CliDll, "apps", "list"], new Dictionary<string, string?>
        {
            ["PDEPLOY_SERVER"] = stack.Server.Address.ToString(),
            ["PDEPLOY_TOKEN"] = "pd_wrong",
        });

        (await cli.EndAsync(TimeSpan.FromSeconds(30))).ShouldBe(3);

        cli.Errors.ShouldContain("not signed in, or the token is not known");
        cli.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_database_the_server_says_where_it_looked_and_ends()
    {
        await using var server = stack.ServerWith(("PIPELINEDEPLOY_DATABASE", "Host=127.0.0.1;Port=1;Database=nowhere;Username=me;Password=geheim"));

        var (exitCode, errors) = await server.FailToStartAsync();

        exitCode.ShouldBe(1);
        errors.ShouldContain("The database 'nowhere' at 127.0.0.1:1 cannot be used");
        errors.ShouldNotContain("geheim");
        errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task On_a_taken_port_the_server_says_which_and_ends()
    {
        await using var server = stack.ServerWith(("PIPELINEDEPLOY_LISTEN", stack.Server.Address.ToString().TrimEnd('/')));

        var (exitCode, errors) = await server.FailToStartAsync();

        exitCode.ShouldBe(1);
        errors.ShouldContain("address already in use");
        errors.ShouldContain("PIPELINEDEPLOY_LISTEN");
        errors.ShouldNotContain("   at ");
    }
}
