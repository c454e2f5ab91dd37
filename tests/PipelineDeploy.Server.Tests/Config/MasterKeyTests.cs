using System.Security.Cryptography;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Server.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Tests.Config;

public sealed class MasterKeyTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("pdt-master-").FullName;

    string Place => Path.Combine(_folder, "master-key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_sealed_is_opened_by_the_same_key_for_the_same_purpose_and_is_never_the_same_twice()
    {
        var key = new MasterKey(new byte[MasterKey.Length]);

        key.Open("ring", key.Seal("ring", "<key>ä</key>")).ShouldBe("<key>ä</key>");
        key.Seal("ring", "<key/>").ShouldNotBe(key.Seal("ring", "<key/>"));
    }

    [Fact]
    public void Another_key_another_purpose_and_every_changed_byte_are_found_out()
    {
        var key = new MasterKey(new byte[MasterKey.Length]);
        var whole = key.Seal("ring", "song");
        var other = new byte[MasterKey.Length];
        other[^1] = 1;

        Should.Throw<CryptographicException>(() => new MasterKey(other).Open("ring", whole));
        Should.Throw<CryptographicException>(() => key.Open("canary", whole));
        for (var at = 0; at < Convert.FromBase64String(whole).Length; at++)
        {
            var bytes = Convert.FromBase64String(whole);
            bytes[at] ^= 1;
            Should.Throw<CryptographicException>(() => key.Open("ring", Convert.ToBase64String(bytes)), $"byte {at}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    public void What_is_nothing_sealed_is_told_apart(string text) => Should.Throw<CryptographicException>(() => new MasterKey(new byte[MasterKey.Length]).Open("ring", text));

    [Fact]
    public async Task The_file_is_made_once_with_256_bits_that_only_its_owner_reads()
    {
        await FileAt(Place).CreateAsync();
        var first = await File.ReadAllTextAsync(Place);
        await FileAt(Place).CreateAsync();

        first.Trim().ShouldMatch("^[0-9a-f]{64}$");
        (await File.ReadAllTextAsync(Place)).ShouldBe(first);
        File.GetUnixFileMode(Place).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(_folder).ShouldBe([Place]);
        FileAt(Place).Key.Open("x", FileAt(Place).Key.Seal("x", "song")).ShouldBe("song");
    }

    [Fact]
    public async Task Of_many_that_make_it_at_once_one_does_and_all_have_its_key()
    {
        var files = Enumerable.Range(0, 20).Select(_ => FileAt(Place)).ToList();

        await Task.WhenAll(files.Select(file => Task.Run(file.CreateAsync)));

        var whole = files[0].Key.Seal("x", "song");
        files.ShouldAllBe(file => file.Key.Open("x", whole) == "song");
        Directory.GetFiles(_folder).ShouldBe([Place]);
    }

    [Theory]
    [InlineData(null, UnixFileMode.None, "server.masterKeyMissing")]
    [InlineData("", UnixFileMode.None, "server.badMasterKey")]
    [InlineData("secret", UnixFileMode.None, "server.badMasterKey")]
    [InlineData("z000000000000000000000000000000000000000000000000000000000000000", UnixFileMode.None, "server.badMasterKey")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000", UnixFileMode.None, "server.badMasterKey")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", UnixFileMode.GroupRead, "server.masterKeyOpen")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", UnixFileMode.OtherRead, "server.masterKeyOpen")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", UnixFileMode.OtherWrite, "server.masterKeyOpen")]
    public void A_file_that_cannot_be_used_is_named_with_what_to_do(string? text, UnixFileMode besides, string code)
    {
        if (text is not null)
        {
            File.WriteAllText(Place, text);
            File.SetUnixFileMode(Place, UnixFileMode.UserRead | UnixFileMode.UserWrite | besides);
        }

        var error = Should.Throw<UserErrorException>(() => FileAt(Place).Key).Error;

        error.Code.ShouldBe(code);
        error.Message.ShouldContain(Place);
        error.Hint.ShouldNotBeNullOrEmpty();
        error.Message.ShouldNotContain("0000");
    }

    [Fact]
    public async Task A_place_where_nothing_can_be_written_is_named_with_what_to_do()
    {
        var error = (await Should.ThrowAsync<UserErrorException>(FileAt(Path.Combine(_folder, "nowhere", "key")).CreateAsync)).Error;

        error.Code.ShouldBe("server.badMasterKey");
        error.Hint.ShouldNotBeNull().ShouldContain("PIPELINEDEPLOY_MASTER_KEY_FILE");
    }

    MasterKeyFile FileAt(string place) => new(new ServerOptions("", _folder, "", "", "", DockerEndpoint.Parse(null)) { MasterKeyFile = place });
}
