using System.Text.RegularExpressions;

namespace PipelineDeploy.Server.Tests;

/// <summary>What docker-compose.yml sets is what the server takes.</summary>
public sealed partial class ComposeEnvironmentTests
{
    [Fact]
    public void The_server_takes_the_environment_that_compose_gives_it()
    {
        var password = Path.GetTempFileName();
        var environment = Setting().Matches(File.ReadAllText(ComposeFile()))
            .ToDictionary(setting => setting.Groups["name"].Value, setting => Default().Replace(setting.Groups["value"].Value, "${value}"));
        environment["PIPELINEDEPLOY_DATABASE_PASSWORD_FILE"] = password;

        var options = ServerOptions.FromEnvironment(environment.GetValueOrDefault);

        (options.Public.Port, options.Public.HttpsPort).ShouldBe((80, 443));
        options.Database.ShouldContain("/var/run/postgresql");
        File.Delete(password);
    }

    static string ComposeFile([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docker-compose.yml");

    [GeneratedRegex(@"^\s+(?<name>PIPELINEDEPLOY_\w+): (?<value>\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Setting();

    [GeneratedRegex(@"\$\{\w+:?-(?<value>[^}]*)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Default();
}
