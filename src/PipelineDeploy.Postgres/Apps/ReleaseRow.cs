using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Apps;

/// <summary>A row of <c>releases</c>, without its config.</summary>
sealed record ReleaseRow(
    string App, int Number, long? RunId, string Image, DateTime CreatedAt, string? Actor, string? Checks, string? Healthchecks, string? Processes, string? Pipeline, int? PipelineVersion,
    string? Source, string? Commit, string? FromApp, int? FromNumber, string? File)
{
    public const string Columns =
        """
        app as "App", number as "Number", run_id as "RunId", image as "Image", created_at as "CreatedAt", actor as "Actor", checks as "Checks",
        healthchecks as "Healthchecks", processes as "Processes", pipeline as "Pipeline", pipeline_version as "PipelineVersion", source as "Source", commit_sha as "Commit", from_app as "FromApp", from_number as "FromNumber", from_file as "File"
        """;

    public Release ToRelease() => new(App, Number, RunId, Image, CreatedAt)
    {
        Actor = Actor,
        Checks = Checks,
        Healthchecks = Healthchecks,
        Processes = Processes,
        Pipeline = Pipeline,
        PipelineVersion = PipelineVersion,
        Source = Source,
        Commit = Commit,
        From = FromApp is null ? null : new ReleaseName(FromApp, FromNumber!.Value),
        File = File is null ? null : Json.TryRead<ReleaseFile>(File) ?? throw new UserErrorException(
            "release.unreadable", $"Release v{Number} of {App} cannot be read: 'from_file' of its row in 'releases' cannot be what PipelineDeploy has written",
            "Restore the row from a backup, or deploy again what it was made from."),
    };
}
