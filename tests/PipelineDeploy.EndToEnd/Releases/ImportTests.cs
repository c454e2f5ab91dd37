using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Releases;

/// <summary>An app that comes from dokku, from its folder to the first answer.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class ImportTests(DeployStack stack)
{
    [Fact]
    public async Task An_app_is_taken_over_from_dokkus_folder_deployed_and_answers_with_its_variables()
    {
        var app = stack.NameFor("moved");
        var folder = Path.Combine(stack.Source("hello"), app);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "ENV"),
            "export DOKKU_WAIT_TO_RETIRE='0'\nexport DOKKU_DOCKER_STOP_TIMEOUT='2'\nexport MODE='it'\\''s here'\nexport MORE='geheim'\nexport GIT_REV='abc'\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "VHOST"), $"{app}.localhost\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "DOKKU_SCALE"), "web=1\n");

        var imported = await stack.CliAsync("import", "dokku", folder);
        var again = await stack.CliAsync("import", "dokku", folder);
        var deployed = await stack.CliAsync("deploy", stack.EnvSource("v1"), "-a", app);

        imported.ExitCode.ShouldBe(0, imported.Errors);
        imported.Output.ShouldBe(
            $"create   {app}\ndomain   {app}.localhost\nsetting  waitToRetire=0s\nsetting  stopTimeout=2s\nconfig   MODE\nconfig   MORE\nnote     GIT_REV is dokku's own and not taken over\nnext     pdeploy deploy -a {app}");
        again.Output.ShouldBe(
            $"as is    {app}.localhost\nas is    waitToRetire\nas is    stopTimeout\nas is    MODE\nas is    MORE\nnote     GIT_REV is dokku's own and not taken over\nnext     pdeploy deploy -a {app}");
        deployed.ExitCode.ShouldBe(0, deployed.Errors);
        (await stack.AskEnvAsync(app)).ShouldBe("v1 it's here geheim");
        (imported.Output + imported.Errors + deployed.Output + deployed.Errors).ShouldNotContain("geheim");
    }
}
