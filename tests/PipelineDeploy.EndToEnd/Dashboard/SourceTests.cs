using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>The page's own tests and checks, which npm runs.</summary>
[Trait("Category", "EndToEnd")]
public sealed class SourceTests
{
    /// <remarks><c>check</c> also holds that the API's types are those of <c>docs/openapi.json</c>.</remarks>
    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    public async Task What_npm_is_asked_for_passes(string script)
    {
        await using var npm = new ChildProcess("npm", ["--prefix", Path.Combine(Repository.Root, "src", "dashboard"), "run", script], new Dictionary<string, string?>());

        var code = await npm.EndAsync(TimeSpan.FromMinutes(3));

        code.ShouldBe(0, npm.Output + npm.Errors);
    }
}
