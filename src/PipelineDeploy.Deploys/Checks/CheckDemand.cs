namespace PipelineDeploy.Deploys.Checks;

/// <summary>What a container must prove.</summary>
public abstract record CheckDemand
{
    CheckDemand()
    {
    }

    /// <summary>Its answers to requests; all must pass in one attempt.</summary>
    /// <param name="Checks">In the order in which people are shown them.</param>
    public sealed record Requests(IReadOnlyList<Check> Checks) : CheckDemand;

    /// <summary>A command that ends with exit code 0 inside of it.</summary>
    /// <param name="Words">The program and its arguments; no shell is involved.</param>
    public sealed record Command(IReadOnlyList<string> Words) : CheckDemand;

    /// <summary>Something listens on its port.</summary>
    public sealed record Listening : CheckDemand;

    /// <summary>It stays running, without a restart.</summary>
    /// <param name="Length">So long.</param>
    public sealed record Uptime(TimeSpan Length) : CheckDemand;

    /// <summary>Docker finds it healthy by the <c>HEALTHCHECK</c> of its image.</summary>
    public sealed record DockerHealth : CheckDemand;
}

/// <summary>One demand and how often the container may try to meet it.</summary>
/// <param name="Demand">What it must prove.</param>
/// <param name="Delay">Before the first attempt.</param>
/// <param name="Wait">Before each later one.</param>
/// <param name="Timeout">For each request or command.</param>
/// <param name="Attempts">In all.</param>
/// <param name="Within">When not null, it is tried until this time is over, however many attempts that makes.</param>
/// <param name="Name">What people call it, where there are several.</param>
public sealed record CheckRound(
    CheckDemand Demand, TimeSpan Delay, TimeSpan Wait, TimeSpan Timeout, int Attempts, TimeSpan? Within = null, string? Name = null)
{
    /// <summary>The default check: the container must stay running this long, without a restart.</summary>
    public static CheckRound ForUptime(TimeSpan length, string? name = null) =>
        new(new CheckDemand.Uptime(length), length, TimeSpan.Zero, TimeSpan.Zero, 1, Name: name);
}
