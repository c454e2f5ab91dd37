using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources;

/// <summary>Headers that give the next entry another name, target or size: what they say is what is held to the rules, not what they hide.</summary>
public sealed class RenamingHeaderTests : IDisposable
{
    const string Unreadable = "source.notAnArchive";

    readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/etc/evil")]
    [InlineData("./../evil")]
    public async Task A_name_from_an_extended_header_is_refused_as_any_other(string name)
    {
        await RefusedAsync(new RawTar().Pax($"path={name}").Entry('0', "harmless", "x"), "source.badPath", name);
        await RefusedAsync(new RawTar().Pax($"path={name}").Entry('5', "harmless/"), "source.badPath", name);
        await RefusedAsync(new RawTar().Pax($"path={name}").Entry('2', "harmless", link: "x"), "source.badPath", name);
        await RefusedAsync(new RawTar().Gnu('L', name).Entry('0', "harmless", "x"), "source.badPath", name);
        await RefusedAsync(new RawTar().Gnu('L', name).Entry('5', "harmless/"), "source.badPath", name);
        await RefusedAsync(new RawTar().Gnu('L', name).Entry('2', "harmless", link: "x"), "source.badPath", name);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/etc/evil")]
    public async Task A_target_from_an_extended_header_is_refused_as_any_other(string target)
    {
        foreach (var before in new[] { new RawTar().Pax($"linkpath={target}"), new RawTar().Gnu('K', target) })
        {
            await RefusedAsync(before.Entry('2', "link", link: "harmless"), "source.linkEscapes", target);
        }

        foreach (var before in new[] { new RawTar().Entry('0', "harmless").Pax($"linkpath={target}"), new RawTar().Entry('0', "harmless").Gnu('K', target) })
        {
            await RefusedAsync(before.Entry('1', "hard", link: "harmless"), "source.badPath", target);
        }
    }

    [Fact]
    public async Task Both_at_once_are_refused()
    {
        await RefusedAsync(new RawTar().Gnu('K', "/etc").Gnu('L', "../evil").Entry('2', "harmless", link: "x"), "source.badPath", "../evil");
        await RefusedAsync(new RawTar().Gnu('L', "ok").Gnu('K', "/etc").Entry('2', "harmless", link: "x"), "source.linkEscapes", "/etc");
        await RefusedAsync(new RawTar().Pax("path=ok\nlinkpath=/etc").Entry('2', "harmless", link: "x"), "source.linkEscapes", "/etc");
    }

    [Fact]
    public async Task Two_names_for_one_entry_are_refused_whichever_would_count()
    {
        await RefusedAsync(new RawTar().Pax("path=ok\npath=../evil").Entry('0', "harmless", "x"), Unreadable, "");
        await RefusedAsync(new RawTar().Pax("path=../evil\npath=ok").Entry('0', "harmless", "x"), Unreadable, "");
        await RefusedAsync(new RawTar().Pax("path=ok").Pax("path=../evil").Entry('0', "harmless", "x"), Unreadable, "");
        await RefusedAsync(new RawTar().Pax("path=../evil").Gnu('L', "ok").Entry('0', "harmless", "x"), Unreadable, "");
        await RefusedAsync(new RawTar().Gnu('L', "ok").Gnu('L', "../evil").Entry('0', "harmless", "x"), Unreadable, "");
    }

    [Fact]
    public async Task A_name_for_all_entries_behind_a_NUL_or_without_an_entry_is_nobodys()
    {
        await UnpackAsync(
            new RawTar().Pax("path=../evil\nlinkpath=/etc", 'g').Entry('0', "one", "x").Entry('2', "link", link: "one").Gnu('L', "two\0../evil").Entry('0', "harmless", "x").Pax("path=../evil"));

        _scratch.Everything().ShouldBe(["source", "source/link", "source/one", "source/two"]);
        new FileInfo(Path.Combine(_scratch.Target, "link")).LinkTarget.ShouldBe("one");
    }

    [Fact]
    public async Task A_harmless_name_counts_in_place_of_the_one_it_hides()
    {
        await UnpackAsync(new RawTar().Pax("path=one").Entry('0', "../evil", "x").Gnu('L', "two").Entry('0', "/etc/evil", "x").Pax("linkpath=one").Entry('2', "link", link: "/etc"));

        _scratch.Everything().ShouldBe(["source", "source/link", "source/one", "source/two"]);
        new FileInfo(Path.Combine(_scratch.Target, "link")).LinkTarget.ShouldBe("one");
    }

    [Theory]
    [InlineData("size=9223372036854775807", "source.tooLarge")]
    [InlineData("size=-1000000000", Unreadable)]
    [InlineData("size=99999999999999999999", Unreadable)]
    public async Task A_size_from_an_extended_header_counts_for_the_limit(string size, string code) =>
        await RefusedAsync(new RawTar().Pax(size).Entry('0', "big", "x"), code, "");

    async Task RefusedAsync(RawTar tar, string code, string named)
    {
        var refused = await Should.ThrowAsync<UserErrorException>(() => UnpackAsync(tar));

        refused.Error.Code.ShouldBe(code);
        refused.Error.Message.ShouldContain(named);
        _scratch.Everything().ShouldBeEmpty();
    }

    Task UnpackAsync(RawTar tar) => SourceArchive.ExtractAsync(new MemoryStream(tar.Bytes()), _scratch.Target, new SourceLimits(), CancellationToken.None);
}
