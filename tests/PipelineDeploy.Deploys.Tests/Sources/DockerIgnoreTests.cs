using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources;

public sealed class DockerIgnoreTests
{
    [Theory]
    [InlineData("temp", "temp", true)]
    [InlineData("temp", "temp/a/b", true)]
    [InlineData("temp", "x/temp", false)]
    [InlineData("/temp/", "temp/a", true)]
    [InlineData("./temp/../other//x/", "other/x", true)]
    [InlineData("/../foo", "foo", true)]
    [InlineData("../foo", "foo", false)]
    [InlineData("*/temp*", "a/temporary.txt", true)]
    [InlineData("*/temp*", "temporary.txt", false)]
    [InlineData("*/*/temp*", "a/b/temporary", true)]
    [InlineData("temp?", "tempa", true)]
    [InlineData("temp?", "temp", false)]
    [InlineData("temp?", "tempab", false)]
    [InlineData("*.go", "a.go", true)]
    [InlineData("*.go", "b/a.go", false)]
    [InlineData("**/*.go", "a.go", true)]
    [InlineData("**/*.go", "x/y/a.go", true)]
    [InlineData("**", "x/y", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**/c", "a/c", true)]
    [InlineData("a/**/c", "a/x/y/c/z", true)]
    [InlineData("a/**/c", "a/x/y", false)]
    [InlineData("**/b/**/d", "b/x/b/c/d", true)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData(@"a\*b", "a*b", true)]
    [InlineData(@"a\*b", "axb", false)]
    [InlineData("a.b", "axb", false)]
    [InlineData("a(b)+", "a(b)+", true)]
    [InlineData(".", "a", false)]
    [InlineData("# x", "# x", false)]
    [InlineData(" # x", "# x", true)]
    [InlineData("  x  \r", "x", true)]
    [InlineData("\uFEFFx", "x", true)]
    [InlineData("A", "a", false)]
    [InlineData("!", "a", false)]
    public void One_pattern(string pattern, string path, bool isIgnored) =>
        IsIgnored(DockerIgnore.Parse(pattern), path).ShouldBe(isIgnored);

    [Theory]
    [InlineData("*.md\n!README.md", "README.md", false)]
    [InlineData("*.md\n!README.md", "other.md", true)]
    [InlineData("*.md\n!README*.md\nREADME-secret.md", "README-secret.md", true)]
    [InlineData("*.md\nREADME-secret.md\n!README*.md", "README-secret.md", false)]
    [InlineData("docs\n!docs/keep.md", "docs/keep.md", false)]
    [InlineData("docs\n!docs/keep.md", "docs/other.md", true)]
    [InlineData("*\n!src", "src/a/b.c", false)]
    [InlineData("*\n! src\n**/*.tmp", "src/a.tmp", true)]
    [InlineData("**/.env\n!app", "app/.env", true)]
    [InlineData("*\n!app\n**/.env", "app/.env", true)]
    [InlineData("a/**\n!*", "a/b", true)]
    [InlineData("**/*\n!logs/keep/*.txt\nlogs/*", "logs/keep/k.txt", false)]
    public void The_last_match_wins(string patterns, string path, bool isIgnored) =>
        IsIgnored(DockerIgnore.Parse(patterns), path).ShouldBe(isIgnored);

    [Theory]
    [InlineData("Dockerfile")]
    [InlineData(".dockerignore")]
    public void What_the_builder_needs_is_sent_even_when_ignored(string path)
    {
        IsIgnored(DockerIgnore.Parse($"*\n{path}"), path).ShouldBeFalse();
        IsIgnored(DockerIgnore.Parse("**\n!x"), "a/" + path).ShouldBeTrue();
    }

    [Fact]
    public void A_dockerfile_elsewhere_is_found_below_an_ignored_folder()
    {
        var ignore = DockerIgnore.Parse("build", "build/[x]/Dockerfile");

        ignore.MayHoldException("build").ShouldBeTrue();
        ignore.MayHoldException("build/[x]").ShouldBeTrue();
        IsIgnored(ignore, "build/[x]/Dockerfile").ShouldBeFalse();
        IsIgnored(ignore, "build/x").ShouldBeTrue();
    }

    [Theory]
    [InlineData("node_modules\n!README.md", "node_modules", false)]
    [InlineData("a\n!a/b/c", "a/b", true)]
    [InlineData("a\n!a/b/c", "a/x", false)]
    [InlineData("a\n!a/*/c", "a/x", true)]
    [InlineData("a\n!**/keep", "a/x/y", true)]
    [InlineData("a\nb", "a", false)]
    public void Only_folders_that_an_exception_can_reach_are_searched(string patterns, string folder, bool isSearched) =>
        DockerIgnore.Parse(patterns).MayHoldException(folder).ShouldBe(isSearched);

    [Fact]
    public void A_malformed_pattern_is_the_users_error() =>
        Should.Throw<UserErrorException>(() => DockerIgnore.Parse("a\n[z-a]")).Message.ShouldBe(".dockerignore has a malformed pattern: [z-a]");

    [Fact]
    public void Many_wildcards_against_a_deep_path_take_no_time()
    {
        var pattern = string.Concat(Enumerable.Repeat("**/a/", 40)) + "b";

        IsIgnored(DockerIgnore.Parse(pattern), string.Join('/', Enumerable.Repeat("a", 400))).ShouldBeFalse();
    }

    static bool IsIgnored(DockerIgnore ignore, string path)
    {
        var decision = ignore.Root;
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
            decision = ignore.Decide(decision, path[..end]);
        return ignore.Decide(decision, path).IsIgnored;
    }
}
