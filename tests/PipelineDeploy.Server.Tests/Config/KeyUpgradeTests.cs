using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Config;

[Trait("Category", "Integration")]
public sealed class KeyUpgradeTests(EarlierServer server) : IClassFixture<EarlierServer>
{
    [Fact]
    public async Task Secrets_and_sessions_of_an_earlier_version_stay_readable_and_its_keys_are_in_the_database_encrypted()
    {
        using var client = server.Client(null);
        client.DefaultRequestHeaders.Add("Cookie", $"pipelinedeploy={server.Cookie}");

        (await client.GetStringAsync(new Uri("/api/v1/whoami", UriKind.Relative))).ShouldContain("\"ann\"");
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/kept/config/KEY")).Read(WireJson.Default.ConfigValue).Value.ShouldBe("correct horse");
        var file = Directory.GetFiles(Path.Combine(server.Folder, "keys")).ShouldHaveSingleItem();
        var key = (await server.Database.ColumnAsync<string>($"select xml from key_ring where name = '{Path.GetFileNameWithoutExtension(file)}'")).ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(file)).ShouldContain("<masterKey");
        key.ShouldNotContain("<masterKey");
        (await server.Database.ScalarAsync<long>("select count(*) from key_ring")).ShouldBe(1);
    }
}
