using PipelineDeploy.Cli.Starting;

namespace PipelineDeploy.Cli.Tests;

public sealed class InitTests
{
    [Fact]
    public async Task It_writes_a_file_that_names_the_app_and_tells_what_it_found()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("Dockerfile", "FROM busybox\nEXPOSE 8080\n");

        var result = await cli.With("PDEPLOY_SERVER", null).RunAsync("init -a shop --server deploy.example.com");

        result.ExitCode.ShouldBe(0, result.Stderr);
        var text = await File.ReadAllTextAsync(Path.Combine(cli.Folder, ".pipelinedeploy.yaml"));
        Connecting.FolderFile.Parse(text, "f").ShouldBe(new Connecting.FolderFile("https://deploy.example.com", "shop"));
        text.ShouldContain("#   port        8080, by EXPOSE in Dockerfile\n");
        result.Stderr.ShouldBe("Next:\n  pdeploy apps create shop\n  pdeploy deploy\n");
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_there_is_replaced_only_by_whoever_agrees()
    {
        await using var cli = await CliRun.StartAsync();
        var path = cli.Write(".pipelinedeploy.yaml", "app: mine\n");

        var alone = await cli.RunAsync("init");
        (alone.ExitCode, alone.OneLine).ShouldBe((2, "pdeploy: .pipelinedeploy.yaml is there and would be replaced, and nobody is there to be asked. Agree with --yes."));
        cli.Asks = _ => "n";
        (await cli.RunAsync("init")).OneLine.ShouldBe("pdeploy: Nothing was changed.");
        (await cli.RunAsync("init --no-input")).ExitCode.ShouldBe(2);
        (await File.ReadAllTextAsync(path)).ShouldBe("app: mine\n");

        cli.Asks = _ => "y";
        (await cli.RunAsync("init")).ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(path)).ShouldContain("app: mine\n");
        cli.Asks = null;
        (await cli.RunAsync("init -a other --yes")).ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(path)).ShouldContain("app: other\n");
    }

    [Theory]
    [InlineData("init -a Not_A_Name", "pdeploy: 'Not_A_Name' is no name for an app. Use small letters, digits and dashes, at most 63: -a shop")]
    [InlineData("init nowhere", "pdeploy: There is no folder nowhere.")]
    [InlineData("init --server ftp://x", "pdeploy: 'ftp://x' is not the address of a server. Write it like https://deploy.example.com")]
    public async Task What_cannot_be_is_told_and_nothing_is_written(string commandLine, string expected)
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.RunAsync(commandLine);

        (result.ExitCode, result.OneLine).ShouldBe((2, expected));
        Directory.EnumerateFileSystemEntries(cli.Folder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Dockerfile", "FROM a\nEXPOSE 9000\nFROM b\nEXPOSE 53/udp 8081/tcp 8080\n", 8080, "EXPOSE in Dockerfile")]
    [InlineData("Dockerfile", "FROM a\nENV PORT=3000\nEXPOSE ${PORT}\n", 3000, "EXPOSE in Dockerfile")]
    [InlineData("Dockerfile", "FROM a\n# EXPOSE 1\nENV A=1 \\\n  PORT=\"3000\"\n", 3000, "ENV PORT in Dockerfile")]
    [InlineData("docker/Dockerfile", "FROM a\nENV PORT 3000\n", 3000, "ENV PORT in docker/Dockerfile")]
    [InlineData("app.json", "{\"env\":{\"PORT\":{\"value\":\"4000\"}}}", 4000, "PORT in app.json")]
    [InlineData("app.json", "{\"env\":{\"PORT\":\"4000\"}}", 4000, "PORT in app.json")]
    [InlineData("app.json", "{", null, null)]
    [InlineData("Procfile", "worker: work -p 1234\nweb: gunicorn --bind 0.0.0.0:8000 app\n", 8000, "web in Procfile")]
    [InlineData("Procfile", "web: rails server -p 3001\n", 3001, "web in Procfile")]
    [InlineData("Procfile", "web: rails server -p $PORT\n", null, null)]
    [InlineData("Dockerfile", "FROM a\nEXPOSE 99999 many\n", null, null)]
    public void The_port_is_found_where_people_write_it(string file, string text, int? port, string? from)
    {
        var folder = Directory.CreateTempSubdirectory("pdeploy-init-");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.FullName, file))!);
        File.WriteAllText(Path.Combine(folder.FullName, file), text);

        var scan = ProjectScan.Read(folder.FullName);

        folder.Delete(recursive: true);
        (scan.Port, scan.PortFrom).ShouldBe((port, from));
    }

    [Fact]
    public async Task What_the_server_must_be_told_is_among_the_next_commands()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("docker/Dockerfile", "FROM a\nENV PORT=3000\nHEALTHCHECK CMD true\n");
        cli.Write("Procfile", "web: serve\nworker: work\n");

        var json = (await cli.RunAsync("init -a shop --json")).Json;

        json.GetProperty("next")[1].GetString().ShouldBe("pdeploy settings set dockerfile=docker/Dockerfile port=3000");
        json.GetProperty("checks").GetString().ShouldBe("HEALTHCHECK in docker/Dockerfile");
        json.GetProperty("processes").EnumerateArray().Select(name => name.GetString()).ShouldBe(["web", "worker"]);
    }
}
