using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>A <c>check</c> step with a green in memory, an app that answers as it is told, and a clock that only tests move.</summary>
sealed class CheckStage
{
    readonly InMemoryRouteStore _routes = new(_ => true);

    public CheckStage()
    {
        Engine = new InMemoryContainerEngine(Time);
        _routes.Add("shop", "shop.example");
    }

    public ManualTimeProvider Time { get; } = new();

    public InMemoryContainerEngine Engine { get; }

    public ScriptedChecker Checker { get; } = new();

    /// <summary>What the step has logged.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Its attempts, and how long after the begin each was made.</summary>
    public List<(TimeSpan At, CheckAttempt Attempt)> Seen { get; } = [];

    /// <summary>Gives the app's domain a certificate.</summary>
    public async Task AddCertificateAsync()
    {
        var route = (await _routes.FindAsync("shop", CancellationToken.None))!;
        await _routes.ReplaceAsync(route with { Certificates = [new DomainCertificate("shop.example", "chain", "key")] }, term: null, CancellationToken.None);
    }

    /// <summary>Executes the step until it ends, moving the clock to each of its timers.</summary>
    public async Task<StepOutcome> PlayAsync(params (string Name, string Value)[] inputs)
    {
        var green = await StartAsync();
        var begin = Time.GetUtcNow();
        JsonObject? state = null;
        for (var i = 0; i < 100; i++)
        {
            var at = Time.GetUtcNow() - begin;
            var outcome = await ExecuteAsync(green, state, inputs);
            var seen = outcome switch { StepOutcome.WaitUntil wait => wait.Seen, StepOutcome.Done done => done.Seen, StepOutcome.Failed failed => failed.Seen, _ => null };
            Seen.AddRange((seen is null ? [] : CheckAttempt.In(seen)).Select(attempt => (at, attempt)));
            if (outcome is not StepOutcome.WaitUntil next)
            {
                return outcome;
            }

            // As the journal does: what is handed on is text in between.
            state = JsonNode.Parse(next.State.ToJsonString())!.AsObject();
            Time.AdvanceTo(next.Until);
        }

        throw new ShouldAssertException("The step never ends.");
    }

    /// <summary>Executes the step once.</summary>
    public async Task<StepOutcome> ExecuteAsync(string green, JsonObject? state, params (string Name, string Value)[] inputs)
    {
        var with = new JsonObject(inputs.Select(input => KeyValuePair.Create(input.Name, (JsonNode?)input.Value))) { ["container"] = green };
        var context = new StepContext(1, 1, "shop", "check", 1, with, state, [], new Dictionary<string, JsonObject>(), Time.GetUtcNow(), Log.Add) { Origin = 1 };
        using var keeper = new RouteKeeper(_routes, new InMemoryRouter(), new PlainVault());
        return await new CheckStep(Engine, new ContainerLabels("tests"), new CheckRunner(Engine, Checker, Time), keeper).ExecuteAsync(context, CancellationToken.None);
    }

    /// <summary>Starts green.</summary>
    public async Task<string> StartAsync(string restartPolicy = "always")
    {
        var id = await Engine.CreateContainerAsync(
            new ContainerSpec("shop-green", "image", new Dictionary<string, string>(), new Dictionary<string, string>(), 5000, restartPolicy), CancellationToken.None);
        await Engine.StartContainerAsync(id, CancellationToken.None);
        return id;
    }
}

/// <summary>An app that answers what a test tells it to: a cause to fail of, or null to pass.</summary>
sealed class ScriptedChecker : IChecker
{
    readonly Dictionary<string, Queue<string?>> _answers = [];
    Action _take = () => { };

    public Action Meanwhile { get; set; } = () => { };

    public void Answers(string target, params string?[] causes) => _answers[target] = new Queue<string?>(causes);

    public void Takes(TimeSpan length, ManualTimeProvider time) => _take = () => time.Advance(length);

    /// <summary>Whether each request was made as one that had come by HTTPS.</summary>
    public List<bool> ForwardedHttps { get; } = [];

    public Task<CheckResult> RunAsync(Check check, string host, int port, TimeSpan timeout, bool forwardedHttps, CancellationToken cancellationToken)
    {
        ForwardedHttps.Add(forwardedHttps);
        return Task.FromResult(Answer(check.Target));
    }

    public Task<CheckResult> ListenAsync(string host, int port, TimeSpan timeout, CancellationToken cancellationToken) => Task.FromResult(Answer("port"));

    CheckResult Answer(string target)
    {
        _take();
        Meanwhile();
        var cause = _answers.TryGetValue(target, out var left) && left.Count > 0 ? left.Dequeue() : "refused";
        return cause is null
            ? new CheckResult(true, "answered 200 OK", 200, TimeSpan.FromMilliseconds(12), "fine", null)
            : new CheckResult(false, cause, cause.StartsWith("answered", StringComparison.Ordinal) ? 500 : null, TimeSpan.FromMilliseconds(12), $"body of {cause}", null);
    }
}
