namespace PipelineDeploy.Cli.Tests;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("aps", "pdeploy: There is no command 'pdeploy aps'. See: pdeploy --help")]
    [InlineData("apps", "pdeploy: 'pdeploy apps' needs a command: list, create, show. See: pdeploy apps --help")]
    [InlineData("apps crate x", "pdeploy: There is no command 'pdeploy apps crate'. See: pdeploy apps --help")]
    [InlineData("apps create", "pdeploy: Required argument 'name' missing for command: 'create'. See: pdeploy apps create --help")]
    [InlineData("apps list --bogus", "pdeploy: 'pdeploy apps list' has no option --bogus. See: pdeploy apps list --help")]
    [InlineData("deploy -a shop --timeout soon", "pdeploy: --timeout must be a duration like 90s or 10m, not 'soon'. See: pdeploy deploy --help")]
    [InlineData("deploy -a shop --timeout 0", "pdeploy: --timeout must be a duration like 90s or 10m, not '0'. See: pdeploy deploy --help")]
    [InlineData("logs -a shop --tail many", "pdeploy: --tail must be a whole number from 1 to 10000, not 'many'. See: pdeploy logs --help")]
    [InlineData("runs show twelve", "pdeploy: run must be the number of a run, not 'twelve'. See: pdeploy runs show --help")]
    [InlineData("runs cancel", "pdeploy: Required argument 'run' missing for command: 'cancel'. See: pdeploy runs cancel --help")]
    [InlineData("runs retry", "pdeploy: Required argument 'run' missing for command: 'retry'. See: pdeploy runs retry --help")]
    [InlineData("runs approve", "pdeploy: Required argument 'run' missing for command: 'approve'. See: pdeploy runs approve --help")]
    [InlineData("runs reject shop", "pdeploy: run must be the number of a run, not 'shop'. See: pdeploy runs reject --help")]
    [InlineData("runs signal 12", "pdeploy: Required argument 'name' missing for command: 'signal'. See: pdeploy runs signal --help")]
    [InlineData("runs signal 12 go --payload {", "pdeploy: --payload must be JSON, not '{'.")]
    [InlineData("logs", "pdeploy: Which app? Name it with -a <app>, PDEPLOY_APP or 'app:' in .pipelinedeploy.yaml.")]
    [InlineData("deploy nowhere -a shop", "pdeploy: There is no folder nowhere.")]
    [InlineData("deploy -a shop", "pdeploy: The folder . is empty; there is nothing to deploy.")]
    [InlineData("settings set waitToRetire -a shop", "pdeploy: 'waitToRetire' is not a setting. Write it as name=value, e.g. waitToRetire=10s.")]
    [InlineData("settings set waitToRetire=1s =2 -a shop", "pdeploy: '=2' is not a setting. Write it as name=value, e.g. waitToRetire=10s.")]
    [InlineData("runs override 12", "pdeploy: Option '--reason' is required. See: pdeploy runs override --help")]
    [InlineData("schedules create nightly -a shop", "pdeploy: Option '--cron' is required. See: pdeploy schedules create --help")]
    [InlineData("schedules list", "pdeploy: Which app? Name it with -a <app>, PDEPLOY_APP or 'app:' in .pipelinedeploy.yaml.")]
    [InlineData("windows delete third", "pdeploy: window must be a number, not 'third'. See: pdeploy windows delete --help")]
    [InlineData("windows create --days Mon --opens 09:00 --closes 17:00", "pdeploy: Which app? Name it with -a <app>, PDEPLOY_APP or 'app:' in .pipelinedeploy.yaml.")]
    [InlineData("freezes create --reason audit -a shop", "pdeploy: A freeze needs either --until or --for. See: pdeploy freezes create --help")]
    [InlineData("freezes create --for 2h --until 2026-12-24 --reason audit -a shop", "pdeploy: A freeze needs either --until or --for. See: pdeploy freezes create --help")]
    [InlineData("freezes create --until christmas --reason audit -a shop", "pdeploy: --until must be a moment like 2026-12-23T18:00, not 'christmas'.")]
    [InlineData("deploy -a shop --input version", "pdeploy: 'version' is no input, or stands there twice. Write each as --input name=value.")]
    [InlineData("deploy -a shop --input a=1 --input a=2", "pdeploy: 'a=2' is no input, or stands there twice. Write each as --input name=value.")]
    [InlineData("pipelines show blue-green --version old", "pdeploy: --version must be the number of a version, not 'old'. See: pdeploy pipelines show --help")]
    [InlineData("pipelines validate", "pdeploy: Required argument 'file' missing for command: 'validate'. See: pdeploy pipelines validate --help")]
    [InlineData("whoami --server ftp://x", "pdeploy: 'ftp://x' is not the address of a server. Write it like https://deploy.example.com")]
    [InlineData("login http://x", "pdeploy: No token came on standard input. Pipe it in, or name a file with --token-file.")]
    [InlineData("runs logs 12 --from 0", "pdeploy: --from must be the number of a line, from 1, not '0'. See: pdeploy runs logs --help")]
    [InlineData("runs logs 12 --limit x", "pdeploy: --limit must be a whole number of at least 1, not 'x'. See: pdeploy runs logs --help")]
    [InlineData("api GET http://elsewhere/", "pdeploy: 'http://elsewhere/' is not a path of the API. Write it like /apps/shop")]
    [InlineData("api GET //elsewhere/", "pdeploy: '//elsewhere/' is not a path of the API. Write it like /apps/shop")]
    [InlineData("api G;T /apps", "pdeploy: 'G;T' is not an HTTP method.")]
    public async Task Is_answered_with_one_line_and_2_without_asking_the_server(string commandLine, string expected)
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.RunAsync(commandLine);

        result.OneLine.ShouldBe(expected);
        result.ExitCode.ShouldBe(2);
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_file_that_is_not_there_is_named()
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.RunAsync("whoami --token-file none.txt");

        result.ExitCode.ShouldBe(2);
        result.OneLine.ShouldStartWith("pdeploy: Cannot read the token from none.txt: ");
    }

    [Fact]
    public async Task A_folder_file_that_is_not_yaml_is_named_with_its_line()
    {
        await using var cli = await CliRun.StartAsync();
        var path = cli.Write(".pipelinedeploy.yaml", "app: shop\nserver: [\n");

        var result = await cli.RunAsync("whoami");

        result.ExitCode.ShouldBe(2);
        result.OneLine.ShouldStartWith($"pdeploy: {path} line ");
    }

    [Fact]
    public async Task Without_a_token_it_says_how_to_sign_in_and_gives_3()
    {
        await using var cli = await CliRun.StartAsync();
        var server = cli.Server.Address.ToString().TrimEnd('/');

        var result = await cli.With("PDEPLOY_TOKEN", null).RunAsync("whoami");

        result.ExitCode.ShouldBe(3);
        result.OneLine.ShouldBe($"pdeploy: Not signed in to {server}. Sign in with: pdeploy login {server}");
    }

    [Fact]
    public async Task A_wrong_token_gives_3()
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.With("PDEPLOY_TOKEN", "wrong").RunAsync("whoami");

        result.ExitCode.ShouldBe(3);
        result.OneLine.ShouldBe("pdeploy: The token is not valid. Sign in with: pdeploy login <server>");
    }

    [Fact]
    public async Task A_missing_app_gives_4_also_for_a_deploy()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("Dockerfile", "FROM scratch");
        cli.Server.Refuses("POST", "/apps/nope/deploys", 404, "app.notFound", "There is no app 'nope'.", "Create it with: pdeploy apps create nope");

        var result = await cli.RunAsync("deploy -a nope --quiet");

        result.ExitCode.ShouldBe(4);
        result.OneLine.ShouldBe("pdeploy: There is no app 'nope'. Create it with: pdeploy apps create nope");
    }

    [Theory]
    [InlineData("whoami")]
    [InlineData("runs watch 12")]
    [InlineData("apps list --json")]
    public async Task A_server_that_is_down_gives_1_at_once(string commandLine)
    {
        await using var cli = await CliRun.StartAsync();
        var server = cli.Server.Address.ToString().TrimEnd('/');
        await cli.Server.DisposeAsync();

        var result = await cli.RunAsync(commandLine);

        result.ExitCode.ShouldBe(1);
        result.OneLine.ShouldBe($"pdeploy: Cannot reach the server at {server}: connection refused. Is it running, and is --server right?");
    }
}
