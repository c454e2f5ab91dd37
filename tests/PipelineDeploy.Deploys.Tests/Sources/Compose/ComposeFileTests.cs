using PipelineDeploy.Deploys.Sources.Compose;

namespace PipelineDeploy.Deploys.Tests.Sources.Compose;

/// <summary>What is taken over from a compose file; forms by the Compose Specification.</summary>
public sealed class ComposeFileTests
{
    const string Name = "docker-compose.yml";

    [Fact]
    public void A_service_with_everything_becomes_its_settings_its_build_and_its_environment()
    {
        var web = Service(
            """
            name: shop
            services:
              web:
                build:
                  context: ./web
                  dockerfile: docker/Dockerfile
                  target: prod
                  args: {VERSION: "3"}
                image: shop/web:3
                command: ["./serve", "--port", "3000"]
                entrypoint: /sbin/init --
                environment:
                  MODE: live
                  PORT: 3000
                ports: ["8080:3000"]
                volumes: ["data:/var/data:ro", "/srv/media:/media"]
                networks: [front]
                healthcheck: {test: ["CMD", "./healthcheck", "-q"], interval: 2s, timeout: 1500ms, retries: 4}
                mem_limit: 512m
                cpus: "1.5"
                pids_limit: 100
                restart: on-failure:3
                stop_grace_period: 1m30s
                labels: {team: shop}
              db: {image: "postgres:17"}
            networks: {front: {external: true}}
            volumes: {data: {}}
            """);

        web.Build.ShouldNotBeNull().ShouldSatisfyAllConditions(
            build => (build.Context, build.Dockerfile, build.Target).ShouldBe(("web", "docker/Dockerfile", "prod")),
            build => build.Arguments.ShouldBe(new Dictionary<string, string> { ["VERSION"] = "3" }));
        web.Image.ShouldBeNull();
        web.Environment.ShouldBe(new Dictionary<string, string> { ["MODE"] = "live" });
        web.Settings.ShouldBe(
            new Dictionary<string, string>
            {
                ["command"] = """["./serve","--port","3000"]""",
                ["entrypoint"] = """["/sbin/init","--"]""",
                ["port"] = "3000",
                ["volumes"] = "data:/var/data:ro /srv/media:/media",
                ["networks"] = "front",
                ["healthCheckCommand"] = """["./healthcheck","-q"]""",
                ["imageHealthCheck"] = "false",
                ["checksWait"] = "2s",
                ["checksTimeout"] = "1.5s",
                ["checksAttempts"] = "4",
                ["memoryLimit"] = "512m",
                ["cpuLimit"] = "1.5",
                ["processLimit"] = "100",
                ["restartPolicy"] = "on-failure:3",
                ["stopTimeout"] = "90s",
                ["labels"] = "\"team=shop\"",
            },
            ignoreOrder: true);
        web.Warnings.ShouldBe(
            [
                "docker-compose.yml line 16: 'services.web.volumes': the volume 'data' is the app's own here; what the project's holds is not in it",
                "docker-compose.yml line 15: 'services.web.ports': the host's side of port 3000 is not taken over; the router answers for the app",
            ]);
    }

    // Each: what stands in the service, and the one setting that it becomes.
    [Theory]
    [InlineData("command: ./serve --quiet 'two words'", "command", """["./serve","--quiet","two words"]""")]
    [InlineData("command: sh -c 'echo $$HOME'", "command", """["sh","-c","echo $HOME"]""")]
    [InlineData("command: [echo, a]", "command", """["echo","a"]""")]
    [InlineData("ports: [80]", "port", "80")]
    [InlineData("ports: ['127.0.0.1:8080:81/tcp']", "port", "81")]
    [InlineData("ports: ['[::1]:8080:82']", "port", "82")]
    [InlineData("ports: [{target: 83, published: 8080}]", "port", "83")]
    [InlineData("ports: ['53:53/udp', '8080:84']", "port", "84")]
    [InlineData("ports: ['${HOST_PORT:-8080}:85']", "port", "85")]
    [InlineData("expose: ['86']", "port", "86")]
    [InlineData("environment: [PORT=87]", "port", "87")]
    [InlineData("volumes: [{type: volume, source: d, target: /d, read_only: true}]", "volumes", "d:/d:ro")]
    [InlineData("volumes: ['d:/d:rw,z']", "volumes", "d:/d")]
    [InlineData("volumes: [{type: bind, source: /srv/x, target: /d}]", "volumes", "/srv/x:/d")]
    [InlineData("mem_limit: 1gb", "memoryLimit", "1024m")]
    [InlineData("mem_limit: 67108864", "memoryLimit", "64m")]
    [InlineData("mem_limit: 8200k", "memoryLimit", "8200k")]
    [InlineData("mem_limit: ${MEM:-32m}", "memoryLimit", "32m")]
    [InlineData("deploy: {resources: {limits: {memory: 50M}}}", "memoryLimit", "50m")]
    [InlineData("deploy: {resources: {limits: {cpus: '0.25'}}}", "cpuLimit", "0.25")]
    [InlineData("deploy: {resources: {limits: {pids: 9}}}", "processLimit", "9")]
    [InlineData("restart: unless-stopped", "restartPolicy", "unless-stopped")]
    [InlineData("restart: 'no'", "restartPolicy", "no")]
    [InlineData("stop_grace_period: 500ms", "stopTimeout", "500ms")]
    [InlineData("stop_grace_period: 1h", "stopTimeout", "1h")]
    [InlineData("labels: [a.b/c=two words, d]", "labels", "\"a.b/c=two words\" \"d=\"")]
    [InlineData("healthcheck: {disable: true}", "imageHealthCheck", "false")]
    [InlineData("healthcheck: {test: [NONE]}", "imageHealthCheck", "false")]
    [InlineData("healthcheck: {test: curl -f localhost || exit 1}", "healthCheckCommand", """["/bin/sh","-c","curl -f localhost || exit 1"]""")]
    [InlineData("healthcheck: {test: [CMD-SHELL, a b]}", "healthCheckCommand", """["/bin/sh","-c","a b"]""")]
    [InlineData("healthcheck: {test: [CMD, a], interval: 10s, start_period: 25s}", "checksAttempts", "6")]
    [InlineData("healthcheck: {test: [CMD, a], retries: 7}", "checksAttempts", "7")]
    public void Each_form_becomes_its_setting(string line, string setting, string expected) =>
        Service($"services:\n  web:\n    image: a\n    {line}\n").Settings[setting].ShouldBe(expected);

    [Theory]
    [InlineData("networks: [a]\nnetworks: {a: {external: true}}", "a")]
    [InlineData("networks: [a]\nnetworks: {a: {external: true, name: b}}", "b")]
    [InlineData("networks: [a]\nnetworks: {a: {external: {name: c}}}", "c")]
    [InlineData("networks: [a]\nnetworks: {a: {name: d}}", "d?")]
    [InlineData("networks: {a: {aliases: [x]}}\nnetworks: {a: }", "shop_a?")]
    [InlineData("networks: [a, default]\nnetworks: {a: {external: false}}", "shop_a? shop_default?")]
    [InlineData("tty: true\nnetworks: {default: {name: e}}", "e?")]
    [InlineData("tty: true", "shop_default?")]
    public void Networks_of_the_project_are_joined_when_they_are_there_and_external_ones_must_be(string lines, string expected)
    {
        var parts = lines.Split('\n');
        var text = $"services:\n  web:\n    image: a\n    {parts[0]}\n{(parts.Length > 1 ? parts[1] : "")}\n";

        Service(text, project: "shop").Settings["networks"].ShouldBe(expected);
    }

    [Fact]
    public void Without_a_name_of_the_project_its_networks_are_told_and_the_default_one_is_left()
    {
        Service("services: {web: {image: a}}").Settings.ShouldBeEmpty();
        Service("services: {web: {image: a, networks: [b]}}\nnetworks: {b: {}}").Warnings.ShouldHaveSingleItem()
            .ShouldBe("docker-compose.yml line 1: 'services.web.networks': 'b' is not joined, because nobody says the project's name; set composeProject, or 'name:' in the file");
        Service("name: own\nservices: {web: {image: a}}").Settings["networks"].ShouldBe("own_default?");
        Service("services: {web: {image: a, network_mode: bridge}}", project: "shop").Settings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("build: .", "", "Dockerfile")]
    [InlineData("build: ./a/../b", "b", "Dockerfile")]
    [InlineData("build: {context: web/, dockerfile: x/Dockerfile.prod}", "web", "x/Dockerfile.prod")]
    [InlineData("build: {dockerfile: ./D}", "", "D")]
    public void A_build_names_a_folder_of_the_source(string line, string context, string dockerfile) =>
        Service($"services:\n  web:\n    {line}\n").Build.ShouldNotBeNull().ShouldSatisfyAllConditions(
            build => build.Context.ShouldBe(context), build => build.Dockerfile.ShouldBe(dockerfile));

    [Fact]
    public void Build_arguments_environment_and_image_take_variables_also_those_without_a_value()
    {
        var variables = new ComposeVariables(new Dictionary<string, string> { ["TOKEN"] = "s3cret", ["BOTH"] = "config" }, new Dictionary<string, string> { ["TAG"] = "7", ["BOTH"] = "file" });

        var built = Service("services: {web: {build: {context: ., args: [TAG, NO, 'T=$TOKEN']}, environment: [TAG, NO, 'U=x:${TOKEN}', 'B=$BOTH']}}", variables: variables);
        var taken = Service("services: {web: {image: 'shop:${TAG}'}}", variables: variables);

        built.Build!.Arguments.ShouldBe(new Dictionary<string, string> { ["TAG"] = "7", ["T"] = "s3cret" }, ignoreOrder: true);
        built.Environment.ShouldBe(new Dictionary<string, string> { ["TAG"] = "7", ["U"] = "x:s3cret", ["B"] = "config" }, ignoreOrder: true);
        taken.Image.ShouldBe("shop:7");
    }

    [Fact]
    public void Files_of_variables_are_named_in_their_three_forms()
    {
        Service("services: {web: {image: a, env_file: ./a.env}}").EnvFiles.ShouldBe([new ComposeEnvFile("a.env", 1, true)]);
        Service("services:\n  web:\n    image: a\n    env_file:\n      - a.env\n      - {path: b.env, required: false}\n").EnvFiles
            .ShouldBe([new ComposeEnvFile("a.env", 5, true), new ComposeEnvFile("b.env", 6, false)]);
    }

    [Fact]
    public void Anchors_and_merge_keys_are_put_in()
    {
        var web = Service(
            """
            x-base: &base
              image: a
              restart: always
              environment: &env {A: "1", B: "2"}
            services:
              web:
                <<: *base
                restart: "no"
                environment: {<<: *env, B: "3"}
            """);

        web.Image.ShouldBe("a");
        web.Settings["restartPolicy"].ShouldBe("no");
        web.Environment.ShouldBe(new Dictionary<string, string> { ["A"] = "1", ["B"] = "3" }, ignoreOrder: true);
    }

    static ComposeService Service(string text, string? project = null, ComposeVariables? variables = null) =>
        ComposeFile.Parse(Name, text).Service("web", project, variables ?? ComposeVariables.None);
}
