using System.Formats.Tar;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PipelineDeploy.Contracts;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.Server.Tests.Runs;

/// <summary>Deploys through the API, and what came of them.</summary>
static class Deploying
{
    static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    /// <summary>A folder whose build fails at its second line, so that nothing is left in Docker.</summary>
    public static byte[] BrokenBuild() => TarOf(("Dockerfile", "FROM scratch\nCOPY missing /\n"));

    public static byte[] TarOf(params (string Path, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = content });
            }
        }

        return bytes.ToArray();
    }

    public static async Task CreateAppAsync(this RunningServer server, string app) =>
        (await server.SendAsync(HttpMethod.Post, "/api/v1/apps", $$"""{"name":"{{app}}"}""")).Status.ShouldBe(201);

    public static async Task<Answer> DeployAsync(this RunningServer server, string app, byte[] upload, params (string Name, string Value)[] headers)
    {
        using var body = new ByteArrayContent(upload);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        return await server.SendAsync(HttpMethod.Post, $"/api/v1/apps/{app}/deploys", body, headers);
    }

    /// <summary>Deploys to a new app and answers the run once it has ended.</summary>
    public static async Task<RunView> FinishedRunAsync(this RunningServer server, string app, byte[] upload)
    {
        await server.CreateAppAsync(app);
        var accepted = await server.DeployAsync(app, upload);
        accepted.Status.ShouldBe(202, accepted.Body);
        return await server.EndOfAsync(accepted.Read(WireJson.Default.RunView).Id);
    }

    public static Task<RunView> EndOfAsync(this RunningServer server, long run) => Eventually.SeeAsync(
        async () => (await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run}")).Read(WireJson.Default.RunView),
        seen => seen.IsFinished,
        $"run {run} ends",
        LongestRun);

    public static T Read<T>(this Answer answer, JsonTypeInfo<T> type)
        where T : class =>
        JsonSerializer.Deserialize(answer.Body, type).ShouldNotBeNull(answer.Body);
}
