using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Config;

public sealed class AppJsonEnvTests
{
    // The forms are those of dokku's documents, "app.json", Env.
    public static TheoryData<string, EnvDemand> Forms => new()
    {
        { "\"info\"", new EnvDemand("X", "info") },
        { "\"\"", new EnvDemand("X", "") },
        { "5", new EnvDemand("X", "5") },
        { "true", new EnvDemand("X", "true") },
        { "{}", new EnvDemand("X", null) },
        { """{"description": "what it is"}""", new EnvDemand("X", null) },
        { """{"value": "info"}""", new EnvDemand("X", "info") },
        { """{"value": 1.50}""", new EnvDemand("X", "1.50") },
        { """{"required": false}""", new EnvDemand("X", null, IsRequired: false) },
        { """{"required": true, "value": null}""", new EnvDemand("X", null) },
        { """{"generator": "secret"}""", new EnvDemand("X", null, IsGenerated: true) },
        { """{"value": "a", "sync": true}""", new EnvDemand("X", "a", IsSynced: true) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_is_read(string variable, EnvDemand expected) => AppJsonEnv.Parse($$$"""{"env": {"X": {{{variable}}} }}""").ShouldBe([expected]);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"env": {}}""")]
    public void Without_any_there_is_nothing(string text) => AppJsonEnv.Parse(text).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"env": []}""", "app.json: 'env' must be an object with the names of the variables")]
    [InlineData("""{"env": {"X": null}}""", "app.json: 'env.X' must be a text or an object")]
    [InlineData("""{"env": {"X": ["a"]}}""", "app.json: 'env.X' must be a text or an object")]
    [InlineData("""{"env": {"X": {"value": {}}}}""", "app.json: 'env.X.value' must be a text")]
    [InlineData("""{"env": {"X": {"required": "yes"}}}""", "app.json: 'env.X.required' must be true or false")]
    [InlineData("""{"env": {"X": {"sync": 1}}}""", "app.json: 'env.X.sync' must be true or false")]
    [InlineData("""{"env": {"X": {"generator": "echo 5"}}}""", "app.json: 'env.X.generator' must be 'secret', the only generator there is")]
    [InlineData("""{"env": {"X": "a\u0000b"}}""", "app.json: 'env.X' cannot be set: a value cannot hold NUL")]
    [InlineData("""{"env": {"1X": "a"}}""", "app.json: '1X' is no name for a variable")]
    [InlineData("{\n\"env\": ", "app.json line 2 is no JSON")]
    public void A_mistake_is_told_with_its_place(string text, string message)
    {
        var error = Should.Throw<UserErrorException>(() => AppJsonEnv.Parse(text)).Error;

        (error.Code, error.Message).ShouldBe(("source.badAppJson", message));
        error.Hint.ShouldNotBeNullOrEmpty();
    }
}
