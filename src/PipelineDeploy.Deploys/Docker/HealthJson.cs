namespace PipelineDeploy.Deploys.Docker;

/// <summary>What a container's image says about its health; 0 stands for Docker's default.</summary>
/// <remarks>Engine API, "HealthConfig": times are nanoseconds.</remarks>
sealed record HealthcheckJson(IReadOnlyList<string>? Test, long Interval, long Timeout, long StartPeriod, int Retries)
{
    static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(30);

    public DockerHealthCheck? ToHealthCheck() => Test is null or [] or ["NONE", ..]
        ? null
        : new DockerHealthCheck(Time(Interval, DefaultTime), Time(Timeout, DefaultTime), Time(StartPeriod, TimeSpan.Zero), Retries > 0 ? Retries : 3);

    static TimeSpan Time(long nanoseconds, TimeSpan orElse) => nanoseconds > 0 ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : orElse;
}

/// <summary>What Docker has found; the log's last entry is the newest.</summary>
sealed record HealthJson(string? Status, IReadOnlyList<HealthLogJson>? Log)
{
    // A container without a HEALTHCHECK says none, or nothing at all.
    public ContainerHealth? ToHealth() => Status is null or "" or "none"
        ? null
        : new ContainerHealth(Status, Log is [.., var last] ? last.ExitCode : null, Log is [.., var end] ? end.Output?.Trim() : null);
}

sealed record HealthLogJson(long ExitCode, string? Output);
