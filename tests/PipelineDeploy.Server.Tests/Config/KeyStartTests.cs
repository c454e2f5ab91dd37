using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit.Postgres;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Tests.Config;

[Trait("Category", "Integration")]
public sealed class KeyStartTests(RunningServer server) : IClassFixture<RunningServer>, IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("pdt-keys-").FullName;

    string MasterKey => Path.Combine(_folder, "master-key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_keys_are_in_the_database_and_what_is_secret_in_them_is_not()
    {
        var keys = await server.Database.ColumnAsync<string>("select xml from key_ring");

        keys.ShouldHaveSingleItem().ShouldContain("encryptedSecret");
        // Later versions look for the class by this name.
        keys[0].ShouldContain("decryptorType=\"PipelineDeploy.Server.Config.MasterKeyDecryptor, PipelineDeploy.Server,");
        keys[0].ShouldNotContain("<masterKey");
        Directory.Exists(Path.Combine(server.Folder, "keys")).ShouldBeFalse();
        (await server.Database.FindTextAsync((await File.ReadAllTextAsync(Path.Combine(server.Folder, "master-key"))).Trim())).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clean_data_folder_with_the_master_key_opens_what_the_database_holds()
    {
        await SealAsync("restored");
        File.Copy(Path.Combine(server.Folder, "master-key"), MasterKey);

        await using var restored = await StartAsync();

        var config = await restored.Services.GetRequiredService<AppConfig>().GetAsync("restored", "KEY", default);
        config.ShouldBe("correct horse");
    }

    [Theory]
    [InlineData("missing", "server.masterKeyMissing", "from a backup")]
    [InlineData("another", "server.masterKeyWrong", "from another server")]
    [InlineData("open", "server.masterKeyOpen", "chmod 600")]
    [InlineData("broken", "server.badMasterKey", "from a backup")]
    public async Task A_server_without_the_right_master_key_refuses_to_start_and_leaves_the_keys_as_they_are(string what, string code, string hint)
    {
        await PutAsync(what);
        var before = await server.Database.ColumnAsync<string>("select k::text || i.canary || i.master_canary from key_ring k, installation i");

        var refused = (await Should.ThrowAsync<UserErrorException>(StartAsync)).Error;

        (refused.Code, refused.Message.Contains(MasterKey, StringComparison.Ordinal)).ShouldBe((code, true), refused.Message);
        refused.Hint.ShouldNotBeNull().ShouldContain(hint);
        (await server.Database.ColumnAsync<string>("select k::text || i.canary || i.master_canary from key_ring k, installation i")).ShouldBe(before);
        File.Exists(MasterKey).ShouldBe(what != "missing");
    }

    [Fact]
    public async Task A_server_whose_database_has_lost_the_keys_refuses_to_start()
    {
        await SealAsync("ringless");
        File.Copy(Path.Combine(server.Folder, "master-key"), MasterKey);
        await server.Database.ExecuteAsync("create table kept as select * from key_ring; delete from key_ring");

        var refused = (await Should.ThrowAsync<UserErrorException>(StartAsync)).Error;

        await server.Database.ExecuteAsync("delete from key_ring; insert into key_ring select * from kept; drop table kept");
        refused.Code.ShouldBe("server.keysLost");
        refused.Hint.ShouldNotBeNull().ShouldContain("from a backup");
    }

    [Fact]
    public async Task Servers_that_start_at_once_on_an_empty_database_agree_on_one_canary_and_one_key()
    {
        await using var empty = await TestDatabase.CreateAsync();

        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => Task.Run(() => StartAsync(empty, Path.Combine(_folder, $"data-{n}")))));

        (await empty.ScalarAsync<long>("select count(*) from key_ring")).ShouldBe(1);
        var vaults = servers.Select(one => one.Services.GetRequiredService<IConfigVault>()).ToList();
        foreach (var (by, to) in vaults.SelectMany(by => vaults.Select(to => (by, to))))
        {
            to.Open("shop", "KEY", by.Seal("shop", "KEY", "correct horse")).ShouldBe("correct horse");
        }

        await Task.WhenAll(servers.Select(one => one.DisposeAsync().AsTask()));
    }

    async Task PutAsync(string what)
    {
        var text = what switch { "missing" => null, "broken" => "broken", "open" => await File.ReadAllTextAsync(Path.Combine(server.Folder, "master-key")), _ => new string('0', 64) };
        if (text is not null)
        {
            await File.WriteAllTextAsync(MasterKey, text);
            File.SetUnixFileMode(MasterKey, UnixFileMode.UserRead | UnixFileMode.UserWrite | (what == "open" ? UnixFileMode.OtherRead : UnixFileMode.None));
        }
    }

    async Task SealAsync(string app)
    {
        await server.CreateAppAsync(app);
        (await server.SendAsync(HttpMethod.Patch, $"/api/v1/apps/{app}/config", """{"set":{"KEY":"correct horse"}}""")).Status.ShouldBe(200);
    }

    Task<WebApplication> StartAsync() => StartAsync(server.Database, _folder);

    Task<WebApplication> StartAsync(TestDatabase database, string data) => ServerHost.BuildAsync([], new ServerOptions(
        database.ConnectionString, data, "http://127.0.0.1:1", Path.Combine(data, "router"), "127.0.0.1:8080", DockerEndpoint.Parse("unix:///nowhere"))
    { MasterKeyFile = MasterKey });
}
