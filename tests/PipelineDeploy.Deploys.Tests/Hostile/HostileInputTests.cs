using System.Text;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Deploys.Imports;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Deploys.Tests.Steps;
using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.TestKit.Hostile;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Definitions;

namespace PipelineDeploy.Deploys.Tests.Hostile;

/// <summary>Every hostile text in every file and every form that something reads: it is plain data, or a mistake that is told.</summary>
public sealed class HostileInputTests
{
    // It does not exist, and that it goes on not existing is looked at where programs run: here is nobody who could make it.
    const string Folder = "/tmp/pdt-nobody-makes-this";

    static readonly PipelineVocabulary Vocabulary = new(BareKinds.Catalog.Kinds, [.. SettingDefinition.All.Select(setting => setting.Name)]);

    static readonly Dictionary<string, Action<string>> Readers = new()
    {
        ["CHECKS"] = text => ChecksFile.ParseBytes(Encoding.UTF8.GetBytes($"WAIT=1\n/ {text}\n{text}\n")),
        ["app.json"] = text => AppJson.Parse("""{"healthchecks":{"web":[{"type":"startup","name":~,"path":~}]}}""".Replace("~", HostileText.InJson(text), StringComparison.Ordinal)),
        ["app.json env"] = text => AppJsonEnv.Parse("""{"env":{~:{"value":~}}}""".Replace("~", HostileText.InJson(text), StringComparison.Ordinal)),
        ["app.json keys"] = text => AppJsonKeys.WarningsOf("""{~:1,"scripts":{~:"x"}}""".Replace("~", HostileText.InJson(text), StringComparison.Ordinal)),
        ["Procfile"] = text => Procfile.Parse($"web: {text}\n{text}: serve\n"),
        [".env"] = text => EnvFile.Parse($"A={text}\n{text}=1\n"),
        ["gokku.yml"] = text => GokkuFile.Parse("shop", $"apps: {{ shop: {{ deployment: {{ restart_policy: {HostileText.InJson(text)}, post_deploy: [{HostileText.InJson(text)}] }} }} }}"),
        ["gokku.yml raw"] = text => GokkuFile.Parse("shop", $"apps:\n  {text}\n"),
        ["docker-compose.yml"] = text => Compose($"services: {{ web: {{ image: {HostileText.InJson(text)}, command: {HostileText.InJson(text)}, environment: {{ A: {HostileText.InJson(text)} }} }} }}"),
        ["docker-compose.yml keys"] = text => Compose($"services:\n  web:\n    image: a\n    {HostileText.InJson(text)}: 1\n    volumes: [{HostileText.InJson(text)}]\n"),
        ["docker-compose.yml raw"] = text => Compose($"services:\n  web:\n    image: {text}\n"),
        [".dockerignore"] = text => DockerIgnore.Parse($"{text}\n!{text}\n").MayHoldException("a"),
        ["pipeline"] = text => PipelineLoader.Read($"name: {HostileText.InJson(text)}\ndescription: {HostileText.InJson(text)}\nsteps: [{{ id: {HostileText.InJson(text)}, uses: {HostileText.InJson(text)}, if: {HostileText.InJson(text)}, with: {{ a: {HostileText.InJson(text)} }} }}]", Vocabulary),
        ["pipeline raw"] = text => PipelineLoader.Read($"name: x\nsteps:\n  - uses: wait\n    with:\n      for: {text}\n", Vocabulary),
        ["expression"] = text => PipelineLoader.Read($"name: x\nsteps: [{{ uses: wait, with: {{ for: {HostileText.InJson("${{ " + text + " }}")} }} }}]", Vocabulary),
        ["dokku import"] = text => DokkuFolder.Read("shop", new Dictionary<string, string> { ["ENV"] = $"A='{text}'\n{text}\n", ["VHOST"] = $"{text}\n", ["DOKKU_SCALE"] = $"{text}\nweb={text}\n" }),
        ["gokku import"] = text => GokkuFolder.Read("shop", new Dictionary<string, string> { ["gokku.yml"] = $"apps: {{ shop: {{ build: {{ path: {HostileText.InJson(text)} }} }} }}", [".env"] = $"A={text}\n" }),
        ["image"] = text => ImageReference.Parse(text),
        ["domain"] = text => DomainName.Parse(text),
        ["git address"] = text => GitAddress.Parse(text),
        ["git host"] = text => GitAddress.Parse($"https://{text}/shop.git"),
        ["git ref"] = text => GitRef.Parse(text),
        ["push option"] = text => PushOptions.Parse([text, $"pipeline={text}"]),
        ["pushed ref"] = text => PushedRef.Parse($"{new string('0', 40)} {new string('a', 40)} refs/heads/{text}"),
        ["ssh key"] = text => SshPublicKey.Parse($"ssh-ed25519 {text} {text}"),
        ["command"] = text => CommandLine.Read(JsonValue.Create(text), "here"),
        ["command list"] = text => CommandLine.Read(JsonValue.Create($"[{HostileText.InJson(text)}]"), "here"),
        ["health command"] = text => CommandWords.Split($"[{HostileText.InJson(text)}]"),
        ["scale"] = text => ProcessScale.Parse(text),
        ["GitHub push"] = text => Webhook(WebhookHost.Github, "X-GitHub-Event", "push", """{"ref":{0},"after":{0},"repository":{"full_name":{0},"clone_url":{0}},"sender":{"login":{0}},"head_commit":{"message":{0},"id":{0}},"commits":[{"added":[{0}]}]}""", text),
        ["GitHub event"] = text => Webhook(WebhookHost.Github, "X-GitHub-Event", text, "{}", text),
        ["GitLab push"] = text => Webhook(WebhookHost.Gitlab, "X-Gitlab-Event", "Push Hook", """{"object_kind":{0},"ref":{0},"after":{0},"user_username":{0},"project":{"path_with_namespace":{0},"git_http_url":{0}},"commits":[{"message":{0},"modified":[{0}]}]}""", text),
        ["Bitbucket push"] = text => Webhook(WebhookHost.Bitbucket, "X-Event-Key", "repo:push", """{"push":{"changes":[{"new":{"type":"branch","name":{0},"target":{"hash":{0},"message":{0}}}}]},"repository":{"full_name":{0}},"actor":{"nickname":{0}}}""", text),
        ["generic hook"] = text => Webhook(WebhookHost.Generic, "X", "x", """{"ref":{0},"commit":{0},"repository":{0},"message":{0},"user":{0}}""", text),
    };

    public static TheoryData<string> Doors => [.. Readers.Keys];

    [Theory]
    [MemberData(nameof(Doors))]
    public void A_hostile_text_is_read_or_refused_with_a_reason(string door)
    {
        foreach (var text in HostileText.All(Folder))
        {
            try
            {
                Readers[door](text);
            }
            catch (UserErrorException e)
            {
                (e.Error.Code.Length, e.Error.Message.Length).ShouldSatisfyAllConditions(said => said.Item1.ShouldBeGreaterThan(3), said => said.Item2.ShouldBeInRange(5, UserError.LongestMessage + 1, $"{door}: {e.Error.Code}"));
            }
            catch (Exception e)
            {
                throw new ShouldAssertException($"{door} broke at {HostileText.InJson(text)[..Math.Min(200, HostileText.InJson(text).Length)]}", e);
            }
        }
    }

    [Fact]
    public void No_setting_breaks_at_a_hostile_value_or_takes_one_that_another_line_could_hide_in()
    {
        foreach (var setting in SettingDefinition.All)
        {
            foreach (var text in HostileText.All(Folder))
            {
                try
                {
                    setting.Normalize(text).ShouldNotContain('\0');
                }
                catch (UserErrorException e)
                {
                    e.Error.Code.ShouldNotBeNullOrEmpty();
                }
                catch (Exception e) when (e is not ShouldAssertException)
                {
                    throw new ShouldAssertException($"{setting.Name} broke at {HostileText.InJson(text)[..Math.Min(200, text.Length)]}", e);
                }
            }
        }
    }

    static void Compose(string text) => ComposeFile.Parse("docker-compose.yml", text).Service("web", null, ComposeVariables.None);

    static void Webhook(WebhookHost host, string header, string kind, string body, string text) =>
        WebhookPayload.Read(host, new WebhookRequest(new Dictionary<string, string> { [header] = kind }, Encoding.UTF8.GetBytes(body.Replace("{0}", HostileText.InJson(text), StringComparison.Ordinal))));
}
