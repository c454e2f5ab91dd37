using PipelineDeploy.EndToEnd.Kills.Stories;

namespace PipelineDeploy.EndToEnd.Kills;

/// <summary>One kill, or two, of the server during one run.</summary>
/// <param name="Story">What the run does.</param>
/// <param name="First">When the server dies, as <c>PIPELINEDEPLOY_FAILPOINT</c> takes it.</param>
/// <param name="Second">When it dies once more while it goes on with the run; null for never.</param>
sealed record KillCell(Story Story, string First, string? Second = null)
{
    public string Failpoints => Second is null ? First : $"{First},{Second}";

    public int Kills => Second is null ? 1 : 2;

    /// <summary>The first kill's moment without its number, and whether the step was being undone.</summary>
    public string Moment => $"{First.Split(':')[0]}:{First.Split(':')[2].Split('#')[0]}";

    /// <summary>The first kill's step, and whether it was being undone.</summary>
    public string Step => $"{First.Split(':')[1]}:{First.Split(':')[2].Split('#')[0]}";

    public override string ToString() => $"{Story}: {string.Join(", then ", Failpoints.Split(','))}";
}
