using System.Text;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources.Compose;

/// <summary>Compose files that nobody would write: each is read, or refused with an error that a person can use.</summary>
public sealed class ComposeFuzzTests
{
    const int Files = 10_000;

    static readonly string[] Keys =
    [
        "build", "image", "command", "entrypoint", "environment", "env_file", "ports", "expose", "volumes", "networks", "healthcheck", "labels", "deploy", "mem_limit", "cpus", "pids_limit",
        "restart", "stop_grace_period", "extends", "privileged", "network_mode", "security_opt", "cap_add", "depends_on", "x-y", "<<", "nobody-knows",
    ];

    static readonly string[] Values =
    [
        "", "~", "1", "-1", "a", ".", "..", "/", "'8080:80'", "99999999999999999999", "1e9", "512m", "999999999999999t", "1h30m", "999999999h", "host", "true", "$A", "'${A:-b}'", "'${A:?b}'", "'${'", "'$'",
        "[]", "{}", "[a]", "[[a]]", "[{}]", "[{a: b}]", "{a: b}", "{a: {b: c}}", "{a: }", "[~]", "['a=b']", "['=']", "{test: [CMD, a], interval: 0s, start_period: 9h, retries: 9}", "{test: []}", "{test: {}}",
        "{context: a, args: [b]}", "{context: [a]}", "{resources: {limits: {memory: a, cpus: [b]}}}", "{resources: {limits: a}}", "['data:/x:ro']", "[{type: volume, source: a, target: b}]", "[{target: []}]",
        "[{path: a, required: b}]", "{external: {name: a}}", "&x [a]", "*x", "\"\\0\"", "'a b'", "|\n      two\n      lines",
    ];

    [Fact]
    public void Every_file_is_read_or_refused_with_a_reason_and_a_place()
    {
        for (var seed = 0; seed < Files; seed++)
        {
            var text = Text(new Random(seed));
            try
            {
                ComposeFile.Parse("docker-compose.yml", text).Service("web", seed % 2 == 0 ? "shop" : null, ComposeVariables.None);
            }
            catch (UserErrorException e) when (e.Error.Code == "source.composeService")
            {
                // A broken sign was in the service's name.
                e.Error.Hint.ShouldNotBeNullOrEmpty();
            }
            catch (UserErrorException e)
            {
                e.Error.Code.ShouldStartWith("source.");
                e.Error.Message.ShouldStartWith("docker-compose.yml line ", Case.Sensitive, text);
                e.Error.Hint.ShouldNotBeNullOrEmpty();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}:\n{text}", e);
            }
        }
    }

    static string Text(Random random)
    {
        var text = new StringBuilder("services:\n  web:\n");
        foreach (var key in Keys.OrderBy(_ => random.Next()).Take(random.Next(1, 6)))
        {
            text.Append("    ").Append(key).Append(": ").AppendLine(Values[random.Next(Values.Length)]);
        }

        text.Append("networks: ").AppendLine(Values[random.Next(Values.Length)]).Append("volumes: ").AppendLine(Values[random.Next(Values.Length)]);
        if (random.Next(4) == 0)
        {
            text[random.Next(text.Length)] = (char)random.Next(1, 0x250);
        }

        return text.ToString();
    }
}
