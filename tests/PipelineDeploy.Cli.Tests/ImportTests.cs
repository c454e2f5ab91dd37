using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Tests;

public sealed class ImportTests
{
    static readonly ImportView Answer = new(
        "shop", false, true, ["KEY"], [new ImportedSetting("checksWait", "3s")], ["shop.example"], ["LOG"],
        [new ChecksProblemView(2, null, "checks.badSetting", "CHECKS line 2: WAIT must be whole seconds", "Write a number.", "error")], ["GIT_REV is dokku's own and not taken over"],
        ["pdeploy scale web=2 worker=1 -a shop", "pdeploy deploy -a shop"]);

    [Theory]
    [InlineData("import dokku shop", "shop", false)]
    [InlineData("import dokku shop/ --dry-run", "shop", true)]
    [InlineData("import dokku ./shop -a shop-production", "shop-production", false)]
    public async Task The_files_of_dokkus_folder_are_sent_under_the_folders_name_unless_another_is_given(string commandLine, string app, bool dryRun)
    {
        await using var cli = await CliRun.StartAsync();
        cli.With("PDEPLOY_APP", "another");
        cli.Write("shop/ENV", "export KEY='geheim'\n");
        cli.Write("shop/vhosts", "shop.example\n");
        cli.Write("shop/HEAD", "ref: refs/heads/main\n");
        var sent = Answers(cli);

        var result = await cli.RunAsync(commandLine);

        result.ExitCode.ShouldBe(0, result.Stderr);
        sent.Single().ShouldBe(
            $$"""{"app":"{{app}}","from":"dokku","files":{"ENV":"export KEY=\u0027geheim\u0027\n","VHOST":"shop.example\n"},"dryRun":{{(dryRun ? "true" : "false")}}}""");
        (result.Stdout + result.Stderr).ShouldNotContain("geheim");
    }

    [Theory]
    [InlineData(".env")]
    [InlineData("shared/.env")]
    public async Task So_are_those_of_gokku_wherever_it_keeps_them(string env)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write($"api/{env}", "A=1\n");
        cli.Write("api/gokku.yml", "apps:\n");
        var sent = Answers(cli);

        (await cli.RunAsync("import gokku api")).ExitCode.ShouldBe(0);

        sent.Single().ShouldBe("""{"app":"api","from":"gokku","files":{"gokku.yml":"apps:\n",".env":"A=1\n"},"dryRun":false}""");
    }

    [Fact]
    public async Task What_was_done_is_printed_with_what_is_left_to_do()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("shop/ENV", "KEY=1\n");
        cli.Write("shop/tls/server.crt", "");
        Answers(cli);

        var result = await cli.RunAsync("import dokku shop");

        result.Stdout.ShouldBe("""
            create   shop
            domain   shop.example
            setting  checksWait=3s
            config   KEY
            as is    LOG
            note     GIT_REV is dokku's own and not taken over
            next     pdeploy scale web=2 worker=1 -a shop
            next     pdeploy deploy -a shop
            next     pdeploy certs add --cert shop/tls/server.crt --key shop/tls/server.key -a shop
            CHECKS(2): error: CHECKS line 2: WAIT must be whole seconds Write a number.

            """);
        result.Stderr.ShouldBe("What serves is as it was; the next deploy takes this along.\n");
        cli.Stdout = new StringWriter();
        (await cli.RunAsync("import dokku shop --json")).Json.GetProperty("set")[0].GetString().ShouldBe("KEY");
    }

    [Theory]
    [InlineData("import dokku nowhere", "There is no folder nowhere.")]
    [InlineData("import dokku file", "file is a file; name the app's folder.")]
    [InlineData("import dokku empty", "empty holds none of ENV, VHOST, DOKKU_SCALE, CHECKS, DOCKER_OPTIONS_DEPLOY. Name the app's folder of dokku: /home/dokku/<app>")]
    [InlineData("import gokku empty", "empty holds none of gokku.yml, .env.")]
    [InlineData("import dokku latin", "ENV line 2 is no text in UTF-8.")]
    [InlineData("import dokku large", "ENV is larger than 1 MB.")]
    public async Task What_is_no_such_folder_is_told_and_nothing_is_sent(string commandLine, string says)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("file", "");
        cli.Write("empty/README", "");
        await File.WriteAllBytesAsync(cli.Write("latin/ENV", ""), [.. "A=1\nB="u8, 0xE9, (byte)'\n']);
        cli.Write("large/ENV", new string('x', 1024 * 1024 + 1));

        var result = await cli.RunAsync(commandLine);

        result.ExitCode.ShouldBe(2);
        result.OneLine.ShouldStartWith($"pdeploy: {says}");
        cli.Server.Requests.ShouldBeEmpty();
    }

    static List<string> Answers(CliRun cli)
    {
        List<string> sent = [];
        cli.Server.On("POST", "/imports", async context =>
        {
            sent.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            await context.Response.WriteAsJsonAsync(Answer, WireJson.Default.ImportView, "application/json");
        });
        return sent;
    }
}
