using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Checks;

/// <summary>The healthchecks of app.json. Source: docker-container-healthchecker, "File Format" and "Healthchecks".</summary>
public sealed class AppJsonTests
{
    [Fact]
    public void Each_healthcheck_is_a_round_with_dokkus_defaults()
    {
        var round = RoundOf("""{"type": "startup", "path": "/health/ready"}""");

        (round.Delay, round.Wait, round.Timeout, round.Attempts).ShouldBe((TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), 3));
        var check = round.Demand.ShouldBeOfType<CheckDemand.Requests>().Checks.ShouldHaveSingleItem();
        (check.Target, check.Host, check.Expected, check.OnlyOk).ShouldBe(("http://localhost/health/ready", "localhost", null, false));
    }

    [Fact]
    public void Every_field_is_read()
    {
        var round = RoundOf(
            """
            {"type": "readiness", "name": "front", "description": "mine", "path": "/a?b=c", "content": "$(function()", "scheme": "https",
             "attempts": 7, "wait": 0.5, "timeout": "1m", "initialDelay": 10}
            """);

        (round.Name, round.Delay, round.Wait, round.Timeout, round.Attempts)
            .ShouldBe(("front", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(0.5), TimeSpan.FromMinutes(1), 7));
        var check = round.Demand.ShouldBeOfType<CheckDemand.Requests>().Checks.ShouldHaveSingleItem();
        (check.Target, check.Scheme, check.PathAndQuery, check.Expected, check.IsPattern).ShouldBe(("https://localhost/a?b=c", "https", "/a?b=c", "$(function()", false));
    }

    [Theory]
    [InlineData("""{"command": ["/app/check-ready.sh", "a b"]}""", "/app/check-ready.sh|a b")]
    [InlineData("""{"command": "./ready --quick 'a b'", "type": "readiness"}""", "./ready|--quick|a b")]
    public void A_command_is_words_and_no_shell(string entry, string words) =>
        RoundOf(entry).Demand.ShouldBeOfType<CheckDemand.Command>().Words.ShouldBe(words.Split('|'));

    [Theory]
    [InlineData("""{"uptime": 30}""", 30)]
    [InlineData("""{"uptime": 30, "initialDelay": 5}""", 35)]
    [InlineData("""{"type": "startup"}""", 10)]
    [InlineData("""{"listening": false}""", 10)]
    [InlineData("""{"uptime": 0}""", 0)]
    public void An_uptime_is_waited_for_and_is_what_is_asked_without_anything_else(string entry, int seconds)
    {
        var round = RoundOf(entry);

        round.Delay.ShouldBe(TimeSpan.FromSeconds(seconds));
        round.Demand.ShouldBeOfType<CheckDemand.Uptime>();
    }

    [Fact]
    public void Listening_is_asked_for_with_true() => RoundOf("""{"listening": true, "uptime": 0, "command": []}""").Demand.ShouldBeOfType<CheckDemand.Listening>();

    [Theory]
    [InlineData("""{"colour": "blue", "uptime": 1}""", "healthchecks.web[0].colour", "is not a field")]
    [InlineData("""{"port": 8080, "uptime": 1}""", "healthchecks.web[0].port", "is not supported")]
    [InlineData("""{"httpHeaders": [], "uptime": 1}""", "healthchecks.web[0].httpHeaders", "is not supported")]
    [InlineData("""{"onFailure": {"url": "http://x"}, "uptime": 1}""", "healthchecks.web[0].onFailure", "is not supported")]
    [InlineData("""{"type": "liveness", "path": "/"}""", "healthchecks.web[0].type", "is liveness")]
    public void What_is_not_known_or_not_done_is_a_warning_with_its_place(string entry, string place, string what)
    {
        var (file, problems) = AppJson.Check(Web(entry));

        var problem = problems.ShouldHaveSingleItem();
        (problem.IsWarning, problem.Place).ShouldBe((true, place));
        file.Warnings.ShouldHaveSingleItem().ShouldStartWith($"app.json: {place} {what}");
    }

    [Theory]
    [InlineData("""{"attempts": 0, "path": "/"}""", "healthchecks.web[0].attempts", "must be a whole number from 1, not 0")]
    [InlineData("""{"attempts": "3", "path": "/"}""", "healthchecks.web[0].attempts", "must be a whole number from 1, not \"3\"")]
    [InlineData("""{"attempts": 1.5, "path": "/"}""", "healthchecks.web[0].attempts", "must be a whole number from 1, not 1.5")]
    [InlineData("""{"wait": -1, "path": "/"}""", "healthchecks.web[0].wait", "must be seconds, at most a day, not -1")]
    [InlineData("""{"wait": "soon", "path": "/"}""", "healthchecks.web[0].wait", "must be seconds, at most a day, not \"soon\"")]
    [InlineData("""{"timeout": 0, "path": "/"}""", "healthchecks.web[0].timeout", "must be longer than 0")]
    [InlineData("""{"initialDelay": "2d", "path": "/"}""", "healthchecks.web[0].initialDelay", "must be seconds, at most a day, not \"2d\"")]
    [InlineData("""{"uptime": true}""", "healthchecks.web[0].uptime", "must be seconds, at most a day, not true")]
    [InlineData("""{"path": "health"}""", "healthchecks.web[0].path", "must begin with / and hold no blanks, not 'health'")]
    [InlineData("""{"path": "/a b"}""", "healthchecks.web[0].path", "must begin with / and hold no blanks, not '/a b'")]
    [InlineData("""{"path": 5}""", "healthchecks.web[0].path", "must be a text, not 5")]
    [InlineData("""{"path": "/", "scheme": "ftp"}""", "healthchecks.web[0].scheme", "must be http or https, not 'ftp'")]
    [InlineData("""{"path": "/", "content": 5}""", "healthchecks.web[0].content", "must be a text, not 5")]
    [InlineData("""{"content": "ok"}""", "healthchecks.web[0].content", "is looked for in the answer to a path, and there is no path")]
    [InlineData("""{"command": [1]}""", "healthchecks.web[0].command", "must be a list of texts: the program and its arguments")]
    [InlineData("""{"command": "'open"}""", "healthchecks.web[0].command", "is refused: The command cannot be read: a ' is never closed")]
    [InlineData("""{"listening": "yes"}""", "healthchecks.web[0].listening", "must be true or false, not \"yes\"")]
    [InlineData("""{"type": "start", "path": "/"}""", "healthchecks.web[0].type", "must be startup, readiness or liveness, not 'start'")]
    [InlineData("""{"path": "/", "command": ["a"]}""", "healthchecks.web[0]", "has command and path; a healthcheck is one of them")]
    [InlineData("5", "healthchecks.web[0]", "must be an object")]
    public void A_mistake_is_named_with_its_place(string entry, string place, string what)
    {
        var problem = AppJson.Check(Web(entry)).Problems.Single(one => !one.IsWarning);

        problem.Place.ShouldBe(place);
        problem.Error.Message.ShouldBe($"app.json: {place} {what}");
        problem.Error.Hint.ShouldNotBeNullOrEmpty();
        Should.Throw<UserErrorException>(() => AppJson.Parse(Web(entry))).Error.ShouldBe(problem.Error);
    }

    [Theory]
    [InlineData("[]", "app.json the file must be a JSON object")]
    [InlineData("""{"healthchecks": []}""", "app.json: healthchecks must be an object with a list for each process")]
    [InlineData("""{"healthchecks": {"web": {}}}""", "app.json: healthchecks.web must be a list")]
    [InlineData("{\n\"healthchecks\": {,}}", "app.json line 2: this is no JSON, from byte 17 of the line")]
    [InlineData("", "app.json line 1: this is no JSON, from byte 0 of the line")]
    public void What_is_no_such_file_is_refused(string text, string message) => Should.Throw<UserErrorException>(() => AppJson.Parse(text)).Error.Message.ShouldBe(message);

    [Fact]
    public void All_mistakes_are_told_at_once() =>
        AppJson.Check("""{"healthchecks": {"web": [{"path": "x", "attempts": 0}, 5], "worker": 5}}""").Problems.Select(problem => problem.Place)
            .ShouldBe(["healthchecks.web[0].attempts", "healthchecks.web[0].path", "healthchecks.web[1]", "healthchecks.worker"]);

    [Fact]
    public void Of_the_rest_of_the_file_nothing_is_kept()
    {
        const string text = """{"name": "shop", "env": {"SECRET": "geheim"}, "healthchecks": {"web": [{"uptime": 1}]}}""";

        AppJson.HealthchecksIn(text).ShouldBe("""{"healthchecks":{"web": [{"uptime": 1}]}}""");
        AppJson.HealthchecksIn("{}").ShouldBeNull();
    }

    static string Web(string entry) => $$$"""{"scripts": {"dokku": {"predeploy": "./migrate"}}, "healthchecks": {"web": [{{{entry}}}]}}""";

    static CheckRound RoundOf(string entry) => AppJson.Parse(Web(entry)).RoundsOf("web").ShouldHaveSingleItem();
}
