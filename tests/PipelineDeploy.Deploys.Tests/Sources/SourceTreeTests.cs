using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources;

public sealed class SourceTreeTests : IDisposable
{
    readonly ScratchFolder _scratch = new();
    readonly SourceTree _tree;

    public SourceTreeTests()
    {
        Directory.CreateDirectory(Path.Combine(_scratch.Target, "sub"));
        File.WriteAllText(Path.Combine(_scratch.Root, "secret"), "outside");
        _tree = new SourceTree(_scratch.Target);
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_file_is_found_and_read()
    {
        Write("CHECKS", "/ok ok");

        var bytes = await _tree.ReadAsync("CHECKS", ChecksFile.MaxBytes, CancellationToken.None);

        ChecksFile.ParseBytes(bytes).Checks.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_read_to_one_byte_more()
    {
        Write("CHECKS", new string('#', 500));

        (await _tree.ReadAsync("CHECKS", 100, CancellationToken.None)).ShouldNotBeNull().Length.ShouldBe(101);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("sub")]
    [InlineData("sub/missing")]
    [InlineData("dangling")]
    [InlineData("loop")]
    public async Task What_is_no_file_is_not_found(string path)
    {
        Link("dangling", "missing");
        Link("loop", "loop");

        _tree.FindFile(path).ShouldBeNull();
        (await _tree.ReadAsync(path, 100, CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("file")]
    [InlineData("chain")]
    [InlineData("folder/CHECKS")]
    [InlineData("sub/up")]
    public void A_link_that_stays_inside_is_followed(string path)
    {
        Write("sub/CHECKS", "");
        Link("file", "sub/CHECKS");
        Link("chain", "./file");
        Link("folder", "sub");
        Link("sub/up", "../sub/CHECKS");

        _tree.FindFile(path).ShouldBe(Path.Combine(_scratch.Target, "sub/CHECKS"));
    }

    [Theory]
    [InlineData("absolute")]
    [InlineData("up")]
    [InlineData("folder/secret")]
    [InlineData("back")]
    [InlineData("deep")]
    [InlineData("../secret")]
    [InlineData("/etc/passwd")]
    public void What_leads_out_is_refused_by_name(string path)
    {
        Link("absolute", Path.Combine(_scratch.Root, "secret"));
        Link("up", "../secret");
        Link("folder", "..");
        Link("back", "../source/sub");
        Link("here", ".");
        Link("deep", "here/here/../../secret");

        var error = Should.Throw<UserErrorException>(() => _tree.FindFile(path)).Error;

        error.Code.ShouldBe("source.linkEscapes");
        error.Message.ShouldContain(path);
    }

    [Fact]
    public void A_source_without_a_Dockerfile_says_what_it_holds_instead()
    {
        Write("package.json", "{}");

        var error = Should.Throw<UserErrorException>(() => _tree.RequireDockerfile()).Error;

        error.Code.ShouldBe("source.noDockerfile");
        error.Message.ShouldContain("package.json");
        error.Hint.ShouldNotBeNull();
    }

    [Fact]
    public void A_Dockerfile_is_seen()
    {
        Write("sub/Dockerfile", "FROM scratch");

        _tree.HasDockerfile().ShouldBeFalse();
        _tree.HasDockerfile("sub/Dockerfile").ShouldBeTrue();
        Should.NotThrow(() => _tree.RequireDockerfile("sub/Dockerfile"));
    }

    void Write(string path, string text) => File.WriteAllText(Path.Combine(_scratch.Target, path), text);

    void Link(string path, string target) => File.CreateSymbolicLink(Path.Combine(_scratch.Target, path), target);
}
