using System.Globalization;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.EndToEnd.Releases;

[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class OldImageTests(DeployStack stack)
{
    [Fact]
    public async Task Of_thirty_releases_the_newest_images_the_serving_and_the_previous_one_stay_and_nothing_foreign_goes()
    {
        var app = await stack.NewAppAsync("thirty");
        string[] foreign = [$"pipelinedeploy/{app}-x:v1", $"pipelinedeploy/{app}:mine", $"pipelinedeploy/{app}:v999", $"{app}:v1", $"pipelinedeploy/{app}/web:v1"];
        foreach (var name in foreign)
        {
            await BuildForeignAsync(name);
        }

        var container = await stack.Engine.CreateContainerAsync(
            new ContainerSpec($"{app}-green-2", foreign[0], new Dictionary<string, string>(), new Dictionary<string, string>(), null), CancellationToken.None);
        try
        {
            await DeployManyAsync(app, 30);
            (await stack.EndOfAsync(await stack.Client.RollBackAsync(app, new(27)))).State.ShouldBe("succeeded");

            await SweepAsync();

            // Newest five, what serves (27), and before 27 the last one that served: 26.
            string[] kept = [.. new[] { "mine", "v26", "v27", "v28", "v29", "v30", "v999" }.Select(tag => $"pipelinedeploy/{app}:{tag}")];
            await Eventually.SeeAsync(() => TagsAsync(app), tags => tags.SequenceEqual(kept), "old images are gone", TimeSpan.FromSeconds(60));
            (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
            foreach (var name in foreign)
            {
                (await stack.Engine.FindImageAsync(name, CancellationToken.None)).ShouldNotBeNull(name);
            }

            (await stack.Engine.FindContainerAsync(container, CancellationToken.None)).ShouldNotBeNull();
            (await stack.Client.ListReleasesAsync(app, 30)).Items.Count(release => release.HasImage).ShouldBe(5);
            (await stack.Client.PreviewRollbackAsync(app, null)).To.Number.ShouldBe(26);
        }
        finally
        {
            await stack.Engine.RemoveContainerAsync(container, CancellationToken.None);
            foreach (var name in foreign)
            {
                await stack.Engine.RemoveImageAsync(name, CancellationToken.None);
            }
        }
    }

    async Task DeployManyAsync(string app, int count)
    {
        await stack.Client.SetSettingAsync(app, "skipAllChecks", "true");
        await stack.Client.SetSettingAsync(app, "stopTimeout", "1s");
        for (var number = 1; number <= count; number++)
        {
            (await stack.DeployVersionAsync(app, string.Create(CultureInfo.InvariantCulture, $"v{number}"))).State.ShouldBe("succeeded");
        }
    }

    // The server does it every ten minutes; this is its turn now. Quartz counts in .NET's ticks.
    Task SweepAsync() => stack.Database.ExecuteAsync(
        "update qrtz_triggers set next_fire_time = (extract(epoch from now()) * 10000000)::bigint + 621355968000000000 where trigger_name = 'old-images'");

    async Task<IReadOnlyList<string>> TagsAsync(string app) =>
        [.. (await stack.Engine.ListImagesAsync(CancellationToken.None)).SelectMany(image => image.Tags).Where(tag => tag.StartsWith($"pipelinedeploy/{app}:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    async Task BuildForeignAsync(string name)
    {
        var folder = stack.Source("hello", ("www/index.html", name));
        await stack.Engine.BuildImageAsync(
            new ImageBuild(name, "Dockerfile", (stream, cancellationToken) => BuildContext.WriteAsync(folder, stream, cancellationToken), new Dictionary<string, string>()),
            _ => { }, CancellationToken.None);
    }
}
