using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources.Compose;

/// <summary>What of a compose file is not taken over, and what is wrong with one, with its line.</summary>
public sealed class ComposeRefusalTests
{
    const string Name = "docker-compose.yml";

    [Fact]
    public void What_means_nothing_here_is_told_with_its_line_and_extensions_are_not()
    {
        var web = Service(
            """
            include: [other.yml]
            services:
              web:
                image: a
                depends_on: [db]
                container_name: x
                user: "1000"
                deploy: {replicas: 3, resources: {reservations: {cpus: "1"}}}
                volumes: [./src:/app, /cache, {type: tmpfs, target: /t}]
                environment: {A: $NOT_SET}
                labels: {com.docker.compose.x: y, ok: "1"}
                tpyo: 1
                x-mine: 1
                privileged: false
                cap_add: []
              db: {image: b}
            """);

        web.Warnings.ShouldBe(
            [
                "docker-compose.yml line 1: 'include' is not read",
                "docker-compose.yml line 5: 'services.web.depends_on' is not taken over: the other services are not started; docker compose up -d does it",
                "docker-compose.yml line 6: 'services.web.container_name' is not taken over: containers are named after the app",
                "docker-compose.yml line 7: 'services.web.user' is not taken over",
                "docker-compose.yml line 8: 'services.web.deploy.replicas' is not taken over",
                "docker-compose.yml line 8: 'services.web.deploy.resources.reservations' is not taken over",
                "docker-compose.yml line 9: 'services.web.volumes': './src' is not taken over; what belongs to the source is copied in the Dockerfile, what outlives the container has a volume with a name",
                "docker-compose.yml line 9: 'services.web.volumes': a volume without a name is not taken over; it would be lost with its container",
                "docker-compose.yml line 9: 'services.web.volumes': one of the type 'tmpfs' is not taken over",
                "docker-compose.yml line 10: 'services.web.environment.A' uses the variable NOT_SET, which is not set; it is empty",
                "docker-compose.yml line 11: 'services.web.labels': 'com.docker.compose.x' is not taken over; it is reserved, or no label of the setting 'labels'",
                "docker-compose.yml line 12: 'services.web.tpyo' is not known",
            ]);
        web.Settings.ShouldBe(new Dictionary<string, string> { ["labels"] = "\"ok=1\"" });
    }

    [Fact]
    public void A_service_with_the_name_of_an_extension_is_told_of_its_build_all_the_same()
    {
        var web = ComposeFile.Parse(Name, "services:\n  x-web:\n    build: {context: ., no_cache: true, x-mine: 1}\n").Service("x-web", null, ComposeVariables.None);

        web.Warnings.ShouldBe(["docker-compose.yml line 3: 'services.x-web.build.no_cache' is not taken over"]);
    }

    // The design's "docker.sock is root": each is a way to the host or to other apps.
    [Theory]
    [InlineData("privileged: true", "'services.web.privileged'")]
    [InlineData("privileged: ${X:-yes}", "'services.web.privileged'")]
    [InlineData("network_mode: host", "'services.web.network_mode: host'")]
    [InlineData("network_mode: ${X:-host}", "'services.web.network_mode: ${X:-host}'")]
    [InlineData("network_mode: container:db", "'services.web.network_mode: container:db'")]
    [InlineData("network_mode: service:db", "'services.web.network_mode: service:db'")]
    [InlineData("pid: host", "'services.web.pid: host'")]
    [InlineData("ipc: host", "'services.web.ipc: host'")]
    [InlineData("uts: host", "'services.web.uts: host'")]
    [InlineData("userns_mode: host", "'services.web.userns_mode: host'")]
    [InlineData("cgroup: host", "'services.web.cgroup: host'")]
    [InlineData("cgroup_parent: x", "'services.web.cgroup_parent'")]
    [InlineData("cap_add: [SYS_ADMIN]", "'services.web.cap_add'")]
    [InlineData("devices: ['/dev/sda:/dev/sda']", "'services.web.devices'")]
    [InlineData("device_cgroup_rules: ['c 1:3 mr']", "'services.web.device_cgroup_rules'")]
    [InlineData("security_opt: ['seccomp:unconfined']", "'services.web.security_opt'")]
    [InlineData("volumes_from: [db]", "'services.web.volumes_from'")]
    [InlineData("sysctls: {net.core.somaxconn: 1}", "'services.web.sysctls'")]
    [InlineData("runtime: other", "'services.web.runtime'")]
    [InlineData("gpus: all", "'services.web.gpus'")]
    [InlineData("use_api_socket: true", "'services.web.use_api_socket'")]
    [InlineData("build: {context: ., privileged: true}", "'services.web.build.privileged'")]
    [InlineData("build: {context: ., network: host}", "'services.web.build.network: host'")]
    [InlineData("build: {context: ., entitlements: [security.insecure]}", "'services.web.build.entitlements'")]
    public void What_no_container_gets_is_refused_with_its_line(string line, string expected)
    {
        var error = Should.Throw<UserErrorException>(() => Service($"services:\n  web:\n    image: a\n    {line}\n")).Error;

        error.Code.ShouldBe("source.composeRefused");
        error.Message.ShouldStartWith($"docker-compose.yml line 4: {expected} is not given to containers here");
        error.Hint.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("extends: {service: base}", "'services.web.extends' is not read here")]
    [InlineData("build: https://example.com/shop.git", "'services.web.build' is an address; only a folder of the source is built")]
    [InlineData("build: ..", "'services.web.build' leads out of the source")]
    [InlineData("build: /srv/app", "'services.web.build' leads out of the source")]
    [InlineData("build: {context: ., dockerfile: ../Dockerfile}", "'services.web.build.dockerfile' cannot be '../Dockerfile'")]
    [InlineData("build: {context: ., dockerfile_inline: FROM scratch}", "'services.web.build.dockerfile_inline' is not read here")]
    [InlineData("build: {context: ., target: -x}", "'services.web.build.target' cannot be '-x'")]
    [InlineData("build: {context: ., args: [1A=x]}", "'services.web.build.args' holds '1A', which is no name of a build argument")]
    [InlineData("build: [a]", "'services.web.build' must be a map")]
    [InlineData("command: {a: b}", "'services.web.command' must be a text")]
    [InlineData("command: []", "'services.web.command' cannot be used as it is")]
    [InlineData("command: echo 'a", "'services.web.command': The command cannot be read: a ' is never closed")]
    [InlineData("ports: ['3000-3005']", "'services.web.ports' cannot be '3000-3005'")]
    [InlineData("ports: ['8080:0']", "'services.web.ports' cannot be '8080:0'")]
    [InlineData("ports: [{published: 80}]", "'services.web.ports' cannot be used as it is")]
    [InlineData("ports: {a: 1}", "'services.web.ports' must be a list")]
    [InlineData("volumes: ['a:b']", "'services.web.volumes': 'b' in 'a:b' is no path in the container: it must be absolute, without '..', and not '/' itself")]
    [InlineData("volumes: ['/:/host']", "'services.web.volumes': '/' in '/:/host' is no path on the host: it must be absolute, without '..', and not '/' itself")]
    [InlineData("volumes: ['a:/d', 'b:/d']", "'services.web.volumes': /d is the place of two volumes")]
    [InlineData("volumes: ['a:/d:ro:x']", "'services.web.volumes' cannot be 'a:/d:ro:x'")]
    [InlineData("networks: [nowhere]", "there is no network 'nowhere' in the file")]
    [InlineData("mem_limit: much", "'services.web.mem_limit' cannot be 'much'")]
    [InlineData("mem_limit: 1m", "'services.web.mem_limit' cannot be '1m'")]
    [InlineData("cpus: many", "'services.web.cpus' cannot be 'many'")]
    [InlineData("restart: sometimes", "'services.web.restart' cannot be 'sometimes'")]
    [InlineData("stop_grace_period: 10", "'services.web.stop_grace_period' cannot be '10'")]
    [InlineData("healthcheck: {test: [./health]}", "'services.web.healthcheck.test' begins with neither CMD nor CMD-SHELL")]
    [InlineData("healthcheck: {test: [CMD, a], interval: soon}", "'services.web.healthcheck.interval' cannot be 'soon'")]
    [InlineData("healthcheck: {test: [CMD, a], retries: 0}", "'services.web.healthcheck.retries' cannot be '0'")]
    [InlineData("healthcheck: yes", "'services.web.healthcheck' must be a map")]
    [InlineData("environment: {'A B': x}", "'services.web.environment': 'A B' is no name of a variable")]
    [InlineData("environment: [{A: x}]", "'services.web.environment' must be a list of texts")]
    [InlineData("mem_limit: 999999999999999t", "'services.web.mem_limit' cannot be '999999999999999t'")]
    [InlineData("environment: {A: [x]}", "'services.web.environment.A' must be a text")]
    [InlineData("environment: {A: '${B:?give it}'}", "'services.web.environment.A': the variable B is needed: give it")]
    [InlineData("image: 'a:${B'", "'services.web.image': '${B' is not closed with '}'")]
    [InlineData("env_file: ../x.env", "'services.web.env_file' leads out of the source")]
    public void A_mistake_is_told_with_its_line(string line, string expected)
    {
        var error = Should.Throw<UserErrorException>(() => Service($"services:\n  web:\n    build: .\n    {line}\n".Replace("    build: .\n    build", "\n    build", StringComparison.Ordinal))).Error;

        (error.Code, error.Message).ShouldBe(("source.badCompose", $"docker-compose.yml line 4: {expected}"));
        error.Hint.ShouldNotBeNullOrEmpty();
    }

    // A setting can be read by everybody who sees the app; numbers cannot be secret.
    [Theory]
    [InlineData("command: serve --key $KEY")]
    [InlineData("entrypoint: [serve, $KEY]")]
    [InlineData("labels: {a: '${KEY:-x}'}")]
    [InlineData("volumes: ['$KEY:/d']")]
    [InlineData("networks: [$KEY]")]
    [InlineData("healthcheck: {test: 'curl -H $KEY localhost'}")]
    [InlineData("environment: ['$KEY=x']")]
    public void A_config_variable_does_not_become_a_setting_that_shows_it(string line)
    {
        var variables = new ComposeVariables(new Dictionary<string, string> { ["KEY"] = "s3cret" }, new Dictionary<string, string>());

        var error = Should.Throw<UserErrorException>(() => Service($"services:\n  web:\n    image: a\n    {line}\n", variables: variables)).Error;

        error.Message.ShouldMatch("^docker-compose.yml line 4: '.*' would show the config variable KEY, which is secret$");
        error.ToString().ShouldNotContain("s3cret");
    }

    // Whoever deploys sees these errors, and may not be one who may see the config.
    [Theory]
    [InlineData("network_mode: $KEY")]
    [InlineData("privileged: $KEY")]
    [InlineData("restart: $KEY")]
    [InlineData("ports: [$KEY]")]
    [InlineData("stop_grace_period: $KEY")]
    [InlineData("build: {context: $KEY://x}")]
    [InlineData("build: {context: ., target: '-$KEY'}")]
    [InlineData("build: {context: ., args: {'1': $KEY}}")]
    [InlineData("image: '${NO:?$KEY}'")]
    [InlineData("healthcheck: {test: [CMD, a], interval: $KEY}")]
    [InlineData("healthcheck: {test: [CMD, a], retries: $KEY}")]
    public void No_error_shows_a_config_variable(string line)
    {
        var variables = new ComposeVariables(new Dictionary<string, string> { ["KEY"] = "s3cret" }, new Dictionary<string, string>());

        var thrown = Should.Throw<UserErrorException>(() => Service($"services:\n  web:\n    {line}\n", variables: variables));

        (thrown.Error.Message + thrown.Error.Hint).ShouldNotContain("s3cret");
    }

    [Fact]
    public void A_number_may_come_from_the_config_and_no_error_shows_what_it_is()
    {
        var secret = new ComposeVariables(new Dictionary<string, string> { ["N"] = "s3cret" }, new Dictionary<string, string>());
        var number = new ComposeVariables(new Dictionary<string, string> { ["N"] = "64m" }, new Dictionary<string, string>());

        Service("services: {web: {image: a, mem_limit: $N}}", variables: number).Settings["memoryLimit"].ShouldBe("64m");
        var error = Should.Throw<UserErrorException>(() => Service("services: {web: {image: a, mem_limit: $N}}", variables: secret)).Error;
        error.Message.ShouldBe("docker-compose.yml line 1: 'services.web.mem_limit' cannot be '$N'");
        error.ToString().ShouldNotContain("s3cret");
    }

    [Theory]
    [InlineData("", "line 1: it is no map")]
    [InlineData("- a", "line 1: it is no map")]
    [InlineData("version: '3'", "line 1: there are no services")]
    [InlineData("a: 1\nservices: [web]", "line 2: 'services' must be a map")]
    [InlineData("services:\n  web: 1", "line 2: 'services.web' must be a map")]
    [InlineData("services:\n  web: {command: a}", "line 2: 'services.web' has neither a 'build' nor an 'image'")]
    public void A_file_that_is_none_is_told(string text, string expected) =>
        Should.Throw<UserErrorException>(() => Service(text)).Error.ShouldSatisfyAllConditions(
            error => error.Code.ShouldBe("source.badCompose"), error => error.Message.ShouldBe($"{Name} {expected}"));

    [Theory]
    [InlineData("services:\n  web: [", "line 3")]
    [InlineData("services:\n  web: {}\n  web: {}", "line 3: 'web' stands there twice")]
    [InlineData("services:\n  web: *nobody", "line 2: '*nobody' stands before its anchor is complete, or there is none")]
    [InlineData("services:\n  web: {<<: a}", "line 2: '<<' takes a map, or a list of maps")]
    public void YAML_that_cannot_be_read_is_told_with_its_line(string text, string expected) =>
        Should.Throw<UserErrorException>(() => ComposeFile.Parse(Name, text)).Error.ShouldSatisfyAllConditions(
            error => error.Code.ShouldBe("source.badYaml"), error => error.Message.ShouldContain(expected));

    [Fact]
    public void Aliases_of_aliases_do_not_grow_without_end()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n")) + "services: {web: {image: a}}\n";

        Should.Throw<UserErrorException>(() => ComposeFile.Parse(Name, text)).Error.Message.ShouldContain("has more than 50000 values");
    }

    [Fact]
    public void A_service_that_is_not_there_is_told_with_those_that_are() =>
        Should.Throw<UserErrorException>(() => ComposeFile.Parse(Name, "services: {web: {}, db: {}}").Service("wbe", null, ComposeVariables.None)).Error.ShouldSatisfyAllConditions(
            error => error.Code.ShouldBe("source.composeService"),
            error => error.Message.ShouldBe("docker-compose.yml has no service 'wbe'"),
            error => error.Hint.ShouldBe("Those there are: web, db."));

    [Fact]
    public void The_only_service_that_is_built_is_meant_and_of_several_one_must_be_named()
    {
        ComposeFile.Parse(Name, "services: {web: {build: .}, db: {image: b}}").OnlyBuilt().ShouldBe("web");
        Should.Throw<UserErrorException>(() => ComposeFile.Parse(Name, "services: {web: {build: .}, api: {build: api}, db: {image: b}}").OnlyBuilt()).Error.ShouldSatisfyAllConditions(
            error => error.Message.ShouldBe("The source has no Dockerfile, and its docker-compose.yml builds several services: web, api"),
            error => error.Hint.ShouldBe("Name one: pdeploy settings set composeService=web"));
        Should.Throw<UserErrorException>(() => ComposeFile.Parse(Name, "services: {db: {image: b}}").OnlyBuilt()).Error.Message
            .ShouldBe("The source has no Dockerfile, and no service of its docker-compose.yml has a 'build'");
    }

    static ComposeService Service(string text, string? project = null, ComposeVariables? variables = null) =>
        ComposeFile.Parse(Name, text).Service("web", project, variables ?? ComposeVariables.None);
}
