using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Processes;

/// <summary>Which containers a version of an app has, by its files and its scale.</summary>
public sealed class FormationTests
{
    const string Procfile = "worker: bin/work\nweb: ./serve\nmailer: bin/mail\nrelease: bin/migrate\n";

    [Theory]
    [InlineData(null, null, "", "web.1")]
    [InlineData(null, null, "web=3", "web.1 web.2 web.3")]
    [InlineData(Procfile, null, "", "web.1")]
    [InlineData(Procfile, null, "worker=2", "web.1 worker.1 worker.2")]
    [InlineData(Procfile, null, "mailer=1 web=2 worker=1", "web.1 web.2 worker.1 mailer.1")]
    [InlineData(Procfile, """{"formation": {"worker": {"quantity": 2}}}""", "", "web.1 worker.1 worker.2")]
    [InlineData(Procfile, """{"formation": {"worker": {"quantity": 2}, "web": {"quantity": 2}}}""", "worker=1", "web.1 web.2 worker.1")]
    [InlineData(Procfile, """{"formation": {"worker": {"quantity": 2}}}""", "worker=0", "web.1")]
    [InlineData("worker: bin/work", null, "worker=1", "web.1 worker.1")]
    [InlineData("release: bin/migrate", null, "", "web.1")]
    public void One_of_web_and_none_of_the_others_run_unless_somebody_says_so(string? procfile, string? appJson, string scale, string expected) =>
        Plan(procfile, appJson, scale).Instances.Select(instance => instance.Name).ShouldBe(expected.Split(' '));

    [Fact]
    public void A_process_runs_its_command_and_web_without_one_the_images_own()
    {
        Plan(Procfile, null, "worker=1").Instances.Select(instance => instance.Command).ShouldBe([["./serve"], ["bin/work"]]);
        Plan("worker: bin/work $QUEUE", null, "worker=1").Instances.Select(instance => instance.Command).ShouldBe([null, ["sh", "-c", "exec bin/work $QUEUE"]]);
    }

    [Fact]
    public void What_must_not_run_twice_is_started_last()
    {
        var plan = ProcessPlan.Of(Formation.Of(Procfile, null), new JsonObject { ["scale"] = "worker=1 mailer=1", ["noOverlap"] = "worker" });

        plan.Instances.Select(instance => (instance.Name, instance.MayOverlap)).ShouldBe([("web.1", true), ("mailer.1", true), ("worker.1", false)]);
    }

    [Fact]
    public void A_process_that_is_scaled_and_not_there_is_told_and_not_started()
    {
        var plan = Plan(Procfile, null, "wroker=2 gone=0");

        plan.Instances.Count.ShouldBe(1);
        plan.Unknown.ShouldBe(["wroker"]);
    }

    [Fact]
    public void A_run_of_an_older_version_has_no_scale() =>
        ProcessPlan.Of(Formation.OfImage, new JsonObject()).Instances.ShouldBe([new PlannedInstance("web", 1)]);

    [Fact]
    public void A_release_keeps_it_and_one_that_says_nothing_keeps_nothing()
    {
        var formation = Formation.Of(Procfile, """{"formation": {"worker": {"quantity": 2}}}""");

        Formation.Read(formation.ToText()).Processes.Select(process => $"{process.Name} {string.Join(' ', process.Command!)} {process.Quantity}")
            .ShouldBe(["web ./serve ", "worker bin/work 2", "mailer bin/mail "]);
        Formation.Of(null, null).ToText().ShouldBeNull();
        Formation.Of("release: x", "{}").ToText().ShouldBeNull();
        Formation.Read(null).ShouldBeSameAs(Formation.OfImage);
    }

    [Fact]
    public void A_quantity_of_what_is_no_process_is_warned_of() =>
        Formation.Of(Procfile, """{"formation": {"wroker": {"quantity": 1}, "worker": {}}}""").Warnings.ShouldBe(["app.json: 'formation' names 'wroker', which is no process of the Procfile"]);

    [Theory]
    [InlineData("""{"formation": []}""", "source.badAppJson", "'formation' must be an object")]
    [InlineData("""{"formation": {"worker": 2}}""", "source.badAppJson", "'formation.worker' must be an object")]
    [InlineData("""{"formation": {"worker": {"quantity": "2"}}}""", "source.badAppJson", "'formation.worker.quantity' must be a whole number from 0 to 100, not \"2\"")]
    [InlineData("""{"formation": {"worker": {"quantity": 1.5}}}""", "source.badAppJson", "not 1.5")]
    [InlineData("""{"formation": {"worker": {"quantity": -1}}}""", "source.badAppJson", "not -1")]
    [InlineData("""{"formation": {"worker": {"quantity": 101}}}""", "source.badAppJson", "not 101")]
    [InlineData("""{"formation": {"web": {"quantity": 0}}}""", "scale.webNeeded", "web cannot be scaled to 0")]
    [InlineData("{\n \"formation\": }", "source.badAppJson", "app.json line 2")]
    public void An_app_json_that_says_it_wrongly_is_refused_with_the_place(string appJson, string code, string message)
    {
        var error = Should.Throw<UserErrorException>(() => Formation.Of(null, appJson)).Error;

        error.Code.ShouldBe(code);
        error.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"formation": null}""")]
    [InlineData("""{"formation": {"worker": {"quantity": null, "size": "big"}}}""")]
    public void An_app_json_without_quantities_says_nothing(string appJson) => AppJsonFormation.Read(appJson).ShouldBeEmpty();

    [Fact]
    public void A_command_that_is_none_is_told_with_its_line_and_a_file_without_web_has_it_all_the_same()
    {
        Should.Throw<UserErrorException>(() => Formation.Of("web: \"\"", null)).Error.Message.ShouldBe("Procfile line 1 is empty");
        Formation.Of("worker: x", null).Processes.Select(process => process.Name).ShouldBe(["web", "worker"]);
    }

    [Theory]
    [InlineData("web", 1, "shop-green", "shop-blue", "shop-retired-v3")]
    [InlineData("web", 2, "shop-green-web-2", "shop-blue-web-2", "shop-retired-v3-web-2")]
    [InlineData("worker", 1, "shop-green-worker-1", "shop-blue-worker-1", "shop-retired-v3-worker-1")]
    public void The_first_of_web_has_the_slots_own_name(string process, int index, string green, string blue, string retired) =>
        (ContainerNames.Green("shop", process, index), ContainerNames.Blue("shop", process, index), ContainerNames.Retired("shop", 3, process, index)).ShouldBe((green, blue, retired));

    static ProcessPlan Plan(string? procfile, string? appJson, string scale) => ProcessPlan.Of(Formation.Of(procfile, appJson), new JsonObject { ["scale"] = scale });
}
