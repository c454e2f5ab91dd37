using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Containers;

/// <summary>
/// A restart of ours, after a time that Docker cannot be told: its own waits are fixed. The container's policy in Docker is then <c>no</c>, and what
/// is meant is on a label.
/// </summary>
/// <param name="Policy"><c>always</c> or <c>on-failure</c>.</param>
/// <param name="Delay">From its end until it is started again.</param>
/// <remarks>gokku's <c>restart_delay</c>.</remarks>
public sealed record DelayedRestart(string Policy, TimeSpan Delay)
{
    /// <summary>The label; empty on a container that Docker restarts, so that no label of an image can say otherwise.</summary>
    public const string Label = "pipelinedeploy.restart";

    /// <summary>What a policy and a delay come to; null where the restarts are Docker's.</summary>
    /// <remarks>Only Docker knows whether a person stopped a container (<c>unless-stopped</c>) and how often it was restarted (<c>on-failure:3</c>).</remarks>
    public static DelayedRestart? Plan(string policy, TimeSpan delay) =>
        delay > TimeSpan.Zero && policy is ("always" or "on-failure") ? new DelayedRestart(policy, delay) : null;

    /// <summary>What is meant for a container; null where the restarts are Docker's.</summary>
    public static DelayedRestart? Of(ContainerInfo container) =>
        container.Labels.GetValueOrDefault(Label)?.Split(' ') is [var policy, var delay] && Duration.TryParse(delay, out var time) ? Plan(policy, time) : null;

    /// <summary>What the label says.</summary>
    public override string ToString() => $"{Policy} {Duration.Format(Delay)}";

    /// <summary>Whether a container that has ended is to be started again.</summary>
    public bool Wants(ContainerInfo container) => container.State == "exited" && (Policy == "always" || container.ExitCode != 0);
}
