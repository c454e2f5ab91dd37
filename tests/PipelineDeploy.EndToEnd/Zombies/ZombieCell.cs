namespace PipelineDeploy.EndToEnd.Zombies;

/// <summary>How far the next deploy of the app is when the stopped server goes on.</summary>
enum NextDeploy
{
    /// <summary>Its green is checked: the container has the name and the labels of a candidate, and no traffic yet.</summary>
    IsChecked,

    /// <summary>It has the traffic, and the container of the stopped driver's run waits to be retired.</summary>
    WaitsToRetire,

    /// <summary>It has ended.</summary>
    IsDone,
}

/// <summary>A driver that is stopped in the middle of a step and goes on when others have done its work and more.</summary>
/// <param name="Stop">When it is stopped: <c>moment:step:direction</c>. In direction <c>compensating</c> the run is cancelled while it waits to retire.</param>
/// <param name="Next">When it goes on.</param>
sealed record ZombieCell(string Stop, NextDeploy Next)
{
    public bool IsCancelled => Stop.Contains(":compensating", StringComparison.Ordinal);

    public override string ToString() => $"stopped at {Stop}, goes on when the next deploy {Next}";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ZombieCell> Full { get; } =
    [
        new("intentWritten:build:forward", NextDeploy.IsDone),
        new("afterBuildImage:build:forward", NextDeploy.IsDone),
        new("afterAllotRelease:build:forward", NextDeploy.IsChecked),
        new("intentWritten:start:forward", NextDeploy.IsDone),
        new("intentWritten:start:forward", NextDeploy.IsChecked),
        new("afterCreateContainer:start:forward", NextDeploy.IsDone),
        new("lineLogged:check:forward#3", NextDeploy.IsDone),
        new("beforeReplaceRoute:switch:forward", NextDeploy.IsDone),
        new("beforeReplaceRoute:switch:forward", NextDeploy.WaitsToRetire),
        new("afterReplaceRoute:switch:forward", NextDeploy.IsDone),
        new("afterReplaceRoute:switch:forward", NextDeploy.WaitsToRetire),
        new("afterApplyRoutes:switch:forward", NextDeploy.WaitsToRetire),
        new("afterRenameContainer:switch:forward", NextDeploy.WaitsToRetire),
        new("effectDone:wait-to-retire:forward", NextDeploy.IsChecked),
        new("intentWritten:retire:forward", NextDeploy.IsChecked),
        new("intentWritten:retire:forward", NextDeploy.IsDone),
        new("afterReplaceRoute:retire:forward", NextDeploy.IsChecked),
        new("afterStopContainer:retire:forward", NextDeploy.WaitsToRetire),
        new("beforeReplaceRoute:switch:compensating", NextDeploy.IsDone),
        new("afterReplaceRoute:switch:compensating", NextDeploy.WaitsToRetire),
        new("afterApplyRoutes:switch:compensating", NextDeploy.IsDone),
        new("intentWritten:start:compensating", NextDeploy.IsChecked),
        new("afterStopContainer:start:compensating", NextDeploy.IsDone),
        new("beforeCommit:retire:forward", NextDeploy.IsChecked),
    ];

    /// <summary>One of each kind of step, in both directions.</summary>
    public static IReadOnlyList<ZombieCell> Representative { get; } =
    [
        new("afterBuildImage:build:forward", NextDeploy.IsDone),
        new("intentWritten:start:forward", NextDeploy.IsChecked),
        new("lineLogged:check:forward#3", NextDeploy.IsDone),
        new("beforeReplaceRoute:switch:forward", NextDeploy.IsDone),
        new("afterReplaceRoute:switch:forward", NextDeploy.WaitsToRetire),
        new("intentWritten:retire:forward", NextDeploy.IsChecked),
        new("beforeReplaceRoute:switch:compensating", NextDeploy.IsDone),
        new("intentWritten:start:compensating", NextDeploy.IsChecked),
    ];
}
