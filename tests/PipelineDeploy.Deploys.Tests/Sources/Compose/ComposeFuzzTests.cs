using System.Text;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources.Compose;

/// <summary>Compose files that nobody would write: each is read, or refused with an error that a person can use.</summary>
public sealed class ComposeFuzzTests
{
    const int Files = 10_000;

    // By the keys of a service: what may stand there.
    static readonly Dictionary<string, string[]> Fitting = new()
    {
        ["build"] = [".", "{context: a, dockerfile: D, target: t, args: [b]}"],
        ["image"] = ["a", "'a:${A:-b}'"],
        ["command"] = ["a", "'a b'", "[a]"],
        ["entrypoint"] = ["a", "[a, b]"],
        ["environment"] = ["{a: b, c: }", "['a=b', c]", "{a: $A}"],
        ["env_file"] = ["a", "[{path: a, required: false}]"],
        ["ports"] = ["['8080:80']", "[80]"],
        ["expose"] = ["['80']"],
        ["volumes"] = ["['data:/x:ro']", "[{type: volume, source: a, target: /b}]", "[./a:/b]"],
        ["networks"] = ["[default]", "{default: }"],
        ["healthcheck"] = ["{test: [CMD, a], interval: 1s, timeout: 2s, retries: 3}", "{disable: true}", "{test: a}"],
        ["labels"] = ["{a: b}", "['a=b']"],
        ["deploy"] = ["{resources: {limits: {memory: 64m, cpus: '1'}}}", "{replicas: 2}"],
        ["mem_limit"] = ["512m"],
        ["cpus"] = ["1", "'0.5'"],
        ["pids_limit"] = ["100"],
        ["restart"] = ["always", "on-failure:3"],
        ["stop_grace_period"] = ["10s"],
        ["extends"] = [""],
        ["privileged"] = ["false"],
        ["network_mode"] = ["bridge"],
        ["security_opt"] = ["[]"],
        ["cap_add"] = ["[]"],
        ["depends_on"] = ["[a]", "{a: {condition: service_started}}"],
        ["x-y"] = ["[a]"],
        ["<<"] = ["{}", "{cpus: 1}"],
        ["nobody-knows"] = ["a"],
    };

    // What may stand somewhere, and mostly not here.
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
        var read = 0;
        for (var seed = 0; seed < Files; seed++)
        {
            var text = Text(new Random(seed));
            try
            {
                ComposeFile.Parse("docker-compose.yml", text).Service("web", seed % 2 == 0 ? "shop" : null, ComposeVariables.None);
                read++;
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

        // Were nearly all of them refused, or nearly all read, they would try little.
        read.ShouldBeInRange(Files / 5, Files * 4 / 5);
    }

    static string Text(Random random)
    {
        var text = new StringBuilder("services:\n  web:\n");
        string[] keys = [random.Next(8) == 0 ? "x-y" : random.Next(2) == 0 ? "build" : "image", .. Fitting.Keys.OrderBy(_ => random.Next()).Take(random.Next(1, 6))];
        foreach (var key in keys.Distinct())
        {
            text.Append("    ").Append(key).Append(": ").AppendLine(One(random, Fitting[key]));
        }

        text.Append("networks: ").AppendLine(One(random, ["{}", "{default: {name: a}}"])).Append("volumes: ").AppendLine(One(random, ["{}", "{data: {}}"]));
        if (random.Next(4) == 0)
        {
            text[random.Next(text.Length)] = (char)random.Next(1, 0x250);
        }

        return text.ToString();
    }

    static string One(Random random, string[] fitting) => random.Next(8) == 0 ? Values[random.Next(Values.Length)] : fitting[random.Next(fitting.Length)];
}
