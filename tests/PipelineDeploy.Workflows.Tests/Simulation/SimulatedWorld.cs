using System.Globalization;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;
using PipelineDeploy.Workflows.Tests.Driving;

namespace PipelineDeploy.Workflows.Tests.Simulation;

/// <summary>
/// A few random runs on two subjects, driven while servers die and stop, wake-ups get lost, second drivers appear and
/// people cancel and poke, at any call of a driver to its store or a step. Everything comes from the seed.
/// </summary>
sealed class SimulatedWorld : IDisposable
{
    const int MostDisturbances = 60;
    const int MostDrives = 500;

    readonly Random _random;
    readonly Chaos _chaos;
    readonly InMemoryEngine _engine;
    readonly HookedRunStore _store;
    readonly Witness _witness;
    readonly List<long> _runs = [];
    CancellationTokenSource _stopping = new();
    int _disturbances;
    int _nesting;

    SimulatedWorld(int seed)
    {
        _random = new Random(seed);
        _chaos = new Chaos(_random, DisturbAsync);
        _engine = new InMemoryEngine(_chaos);
        _witness = new Witness(_engine.Store);
        _store = new HookedRunStore(_engine.Store)
        {
            Before = call => DisturbAsync("before the store", null),
            After = async (call, answer) =>
            {
                _witness.See(call, answer);
                await DisturbAsync("after the store", null);
            },
        };
    }

    /// <summary>Plays one seed; throws when a rule is broken.</summary>
    public static async Task<IReadOnlyList<RunState>> PlayAsync(int seed)
    {
        using var world = new SimulatedWorld(seed);
        await world.PlayAsync();
        return await world._witness.CheckEndAsync();
    }

    public void Dispose() => _stopping.Dispose();

    async Task PlayAsync()
    {
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            await CreateRunAsync();
        }

        for (var drives = 0; ; drives++)
        {
            if (drives > MostDrives)
            {
                throw new InvalidOperationException("The runs do not end.");
            }

            if (_engine.Store.Wakes is not [var wake, ..])
            {
                if (await _engine.SweepAsync() == 0)
                {
                    return;
                }

                continue;
            }

            _engine.Time.AdvanceTo(wake.At);
            await DriveAsync(wake.RunId);
        }
    }

    async Task DriveAsync(long runId)
    {
        try
        {
            await _engine.DriveAsync(runId, _store, _stopping.Token);
        }
        catch (LostDatabaseException)
        {
            // The server died here; its wake-up is lost until the next sweep.
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The server stopped before it had claimed the run.
        }

        if (_nesting == 0 && _stopping.IsCancellationRequested)
        {
            _stopping.Dispose();
            _stopping = new CancellationTokenSource();
        }
    }

    async Task DisturbAsync(string where, StepContext? context)
    {
        if (context is not null)
        {
            await _witness.SeeStepAsync(where, context);
        }

        if (_random.Next(100) >= 15 || ++_disturbances > MostDisturbances)
        {
            _chaos.IsCalm |= _disturbances > MostDisturbances;
            return;
        }

        var run = _runs[_random.Next(_runs.Count)];
        switch (_random.Next(12))
        {
            case 0:
                await _engine.Store.SignalAsync(run, new JournalEvent.CancelRequested("ada"), CancellationToken.None);
                _engine.Active.Interrupt(run);
                break;
            case 1 or 2:
                await _engine.Store.SignalAsync(run, new JournalEvent.RunPoked("poke"), CancellationToken.None);
                break;
            case 3:
                await _stopping.CancelAsync();
                break;
            case 4 when _runs.Count < 6:
                await CreateRunAsync();
                break;
            case 5:
                await _engine.Store.RearmAsync(CancellationToken.None);
                break;
            case 6:
                _engine.Store.TakeWake(run);
                break;
            case 7 when _nesting < 2:
                _nesting++;
                await DriveAsync(run);
                _nesting--;
                break;
            case 10 or 11:
                // Few ids, so that many are sent again: at once, late, or after their run has ended.
                var id = string.Create(CultureInfo.InvariantCulture, $"signal-{_random.Next(8)}");
                var name = Chaos.Signals[_random.Next(Chaos.Signals.Count)];
                await _engine.Store.DeliverAsync(run, new JournalEvent.SignalReceived(id, name, null, "ada"), CancellationToken.None);
                break;
            case 9:
                _engine.Time.Advance(TimeSpan.FromSeconds(_random.Next(60)));
                break;
            case 8:
                _engine.Time.Advance(TimeSpan.FromSeconds(_random.Next(20)));
                throw new LostDatabaseException();
        }
    }

    async Task CreateRunAsync()
    {
        var run = await _engine.StartAsync(RandomPipeline(), _random.Next(3) == 0 ? "blog" : "shop");
        _runs.Add(run.Id);
    }

    PipelineDefinition RandomPipeline()
    {
        var steps = new List<StepDefinition>();
        for (var i = _random.Next(1, 7); i > 0; i--)
        {
            var isAlways = _random.Next(8) == 0;
            var earlier = steps.Where(step => isAlways || !step.RunsAlways).ToList();
            var needs = (_random.Next(2) == 0 ? earlier.TakeLast(1) : earlier.Where(_ => _random.Next(3) == 0)).ToList();
            var id = string.Create(CultureInfo.InvariantCulture, $"s{steps.Count}");
            var (compensates, isPivot) = (!isAlways && _random.Next(4) > 0, !isAlways && _random.Next(12) == 0);
            steps.Add(new StepDefinition(id, "chaos", [.. needs.Select(step => step.Id)], [], compensates, isPivot)
            {
                If = _random.Next(4) == 0 ? RandomCondition(needs) : null,
                Retry = _random.Next(3) == 0 ? RandomRetry() : null,
                Timeout = _random.Next(4) == 0 ? TimeSpan.FromSeconds(_random.Next(5, 100)) : null,
                OnFailure = isAlways ? FailurePolicy.Rollback : RandomPolicy(),
                RunsAlways = isAlways,
            });
            // A condition would be asked before all that it may read is there.
            steps[^1] = steps[^1].If is null && _random.Next(3) == 0 ? steps[^1] with { Join = JoinPolicy.Any } : steps[^1];
        }

        return new PipelineDefinition("random", null, steps, Timeout: _random.Next(6) == 0 ? TimeSpan.FromSeconds(_random.Next(10, 300)) : null);
    }

    string RandomCondition(List<StepDefinition> needs) => needs.Count > 0 && _random.Next(3) > 0
        ? $"steps.{needs[_random.Next(needs.Count)].Id}.output.n > 4"
        : _random.Next(2) == 0 ? "true" : "false";

    FailurePolicy RandomPolicy() => _random.Next(8) switch
    {
        0 => FailurePolicy.Stop,
        < 3 => FailurePolicy.Continue,
        _ => FailurePolicy.Rollback,
    };

    RetryPolicy RandomRetry() => new(
        _random.Next(2, 5), TimeSpan.FromSeconds(_random.Next(1, 20)), _random.Next(1, 4), TimeSpan.FromSeconds(40),
        _random.Next(2) == 0 ? RetryJitter.Full : RetryJitter.None, _random.Next(4) == 0 ? ["chaos."] : null);
}
