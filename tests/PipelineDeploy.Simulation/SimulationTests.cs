using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Simulation;

[Trait("Category", "Simulation")]
public sealed partial class SimulationTests : IClassFixture<Uploads>
{
    const int LinesShown = 150;
    const int FewRuns = 1000;

    [Fact]
    public async Task Whatever_goes_wrong_the_promises_are_kept()
    {
        var ends = new ConcurrentDictionary<RunState, int>();
        var broken = new ConcurrentBag<(int Seed, string Promise)>();
        var seeds = Partitioner.Create(Seeds(), EnumerablePartitionerOptions.NoBuffering).GetDynamicPartitions();
        // On threads of their own: a world that waits for its files must not keep the pool from reading them.
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            PlayAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        if (!broken.IsEmpty)
        {
            throw new InvalidOperationException($"{Summary(broken)}\n\n{StoryOf(broken.Min(one => one.Seed))}");
        }

        if (ends.Values.Sum() > FewRuns)
        {
            ends.Keys.ShouldBe(Enum.GetValues<RunState>().Where(state => state.IsTerminal()), ignoreOrder: true);
        }

        void PlayAll()
        {
            foreach (var seed in seeds)
            {
                var (promise, states) = SimulatedWorld.Play(seed);
                states.ForEach(state => ends.AddOrUpdate(state, 1, (_, count) => count + 1));
                if (promise is not null)
                {
                    broken.Add((seed, promise));
                }
            }
        }
    }

    [Fact]
    public void The_same_seed_tells_the_same_story()
    {
        List<string> first = [], second = [];

        SimulatedWorld.Play(7, first);
        SimulatedWorld.Play(7, second);

        first.Count.ShouldBeGreaterThan(100);
        second.ShouldBe(first);
    }

    static string Summary(IEnumerable<(int Seed, string Promise)> broken) => string.Join('\n', broken.GroupBy(one => Digits().Replace(one.Promise, "N")).Select(same =>
        $"{same.Count()} seeds ({string.Join(", ", same.Select(one => one.Seed).Order().Take(5))}): {same.Key}"));

    static string StoryOf(int seed)
    {
        List<string> story = [];
        var (broken, _) = SimulatedWorld.Play(seed, story);
        return $"Seed {seed}: {broken}\nAgain with: PIPELINEDEPLOY_SEED={seed} ./test Simulation\n{string.Join('\n', story.TakeLast(LinesShown))}";
    }

    static IEnumerable<int> Seeds() => Number("PIPELINEDEPLOY_SEED") is { } one ? [one] : Enumerable.Range(0, Number("PIPELINEDEPLOY_SEEDS") ?? 2000);

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
