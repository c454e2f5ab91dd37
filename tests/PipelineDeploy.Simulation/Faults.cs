using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.TestKit.Runs;

namespace PipelineDeploy.Simulation;

/// <summary>How long each call to a port takes, and what goes wrong before and after its effect.</summary>
sealed class Faults(SimulatedWorld world, Random random)
{
    readonly int _perThousand = random.Next(10) switch
    {
        0 => 0,
        < 4 => 10,
        < 8 => 30,
        _ => 80,
    };

    int _left = random.Next(1, 25);

    /// <summary>Whether nothing ever goes wrong in this world.</summary>
    public bool AreNone => _perThousand == 0;

    /// <summary>Whether some clock has jumped.</summary>
    public bool HaveMovedClocks { get; private set; }

    /// <summary>From now on nothing goes wrong any more.</summary>
    public void End() => _left = 0;

    /// <summary>On the way to the effect.</summary>
    public async Task BeforeAsync(PortCall call)
    {
        world.Schedule.Return();
        await PauseAsync(call, LatencyOf(call));
        if (call.Caller.Node?.IsCutOffFrom(call.Port) == true)
        {
            await PauseAsync(call, Seconds(5));
            Fail(call);
        }

        switch (Draw())
        {
            case 0 when Kill(call):
                // The request may be on its way already and arrive when another node has taken over.
                await (random.Next(3) == 0 ? world.Schedule.PauseAsync(Seconds(8), null) : new TaskCompletionSource().Task);
                break;
            case 1 or 2:
                Fail(call);
                break;
            case { } draw:
                await DisturbAsync(call, draw);
                break;
        }

        GiveUp(call);
    }

    /// <summary>On the way back.</summary>
    public async Task AfterAsync(PortCall call)
    {
        await PauseAsync(call, Milliseconds(3));
        switch (Draw())
        {
            case 0 when Kill(call):
                await new TaskCompletionSource().Task;
                break;
            case 1 or 2:
                Fail(call);
                break;
            case { } draw:
                await DisturbAsync(call, draw);
                break;
        }

        GiveUp(call);
    }

    /// <summary>A random time of at most so many seconds.</summary>
    public TimeSpan Seconds(double most) => TimeSpan.FromSeconds(random.NextDouble() * most);

    int? Draw()
    {
        if (random.Next(1000) >= _perThousand || _left <= 0)
        {
            return null;
        }

        _left--;
        return random.Next(13);
    }

    bool Kill(PortCall call)
    {
        call.Caller.Node?.Kill(call.Caller.Life!);
        return call.Caller.Node is not null;
    }

    async Task DisturbAsync(PortCall call, int draw)
    {
        var node = call.Caller.Node;
        switch (draw)
        {
            case 3 or 4 when node is not null:
                node.Freeze(Seconds(random.Next(3) == 0 ? 150 : 40));
                await PauseAsync(call, TimeSpan.Zero);
                break;
            case 5:
                world.Tell($"{call}: takes its time");
                await PauseAsync(call, Seconds(40));
                break;
            case 6 when node is not null:
                CutOff(random.Next(4) == 0 ? world.Nodes : [node], call.Port);
                break;
            case 7 when node is not null:
                HaveMovedClocks = true;
                node.ClockError = Seconds(240) - Seconds(240);
                world.Tell($"{node.Name}: its clock jumps to {node.ClockError}");
                break;
            case 8 when call.Caller.RunId > 0:
                world.Quartz.StartTwice(call.Caller.RunId);
                break;
            case 9 when node is not null && random.Next(3) == 0:
                node.Stop();
                break;
            case 10:
                world.People.CancelAny();
                break;
            case 11:
                world.People.PokeAny();
                break;
            case 12 when call.Caller.RunId > 0:
                world.Quartz.LoseWakeUp(call.Caller.RunId);
                break;
        }
    }

    // What is behind the port may be gone for all of them.
    void CutOff(IReadOnlyList<SimulatedNode> nodes, Type port)
    {
        var length = Seconds(nodes.Count > 1 ? 150 : 30);
        foreach (var node in nodes)
        {
            node.CutOff(port, length);
        }
    }

    // A call that is given up may have had its effect, or not.
    void GiveUp(PortCall call)
    {
        if (call.Token.IsCancellationRequested && random.Next(3) > 0)
        {
            world.Tell($"{call}: given up");
            throw new OperationCanceledException(call.Token);
        }
    }

    void Fail(PortCall call)
    {
        Exception? failure = call.Port == typeof(IContainerEngine)
            ? random.Next(2) == 0 ? new ContainerEngineUnreachableException("gone, on purpose") : new ContainerEngineException(500, "broken, on purpose")
            : call.Port == typeof(ITrafficRouter) ? new RouterException("gone, on purpose")
            : call.Port == typeof(IChecker) ? null
            : new LostDatabaseException();
        if (failure is not null)
        {
            world.Tell($"{call}: fails");
            throw failure;
        }
    }

    Task PauseAsync(PortCall call, TimeSpan length) => world.Schedule.PauseAsync(length, call.Caller.Life);

    TimeSpan LatencyOf(PortCall call) => call.Method switch
    {
        nameof(IContainerEngine.BuildImageAsync) => Seconds(15),
        nameof(IContainerEngine.StopContainerAsync) => Seconds(call.Argument<TimeSpan>().TotalSeconds),
        nameof(IChecker.RunAsync) => Seconds(2),
        _ => Milliseconds(random.Next(10) == 0 ? 300 : 5),
    };

    TimeSpan Milliseconds(double most) => Seconds(most / 1000);
}
