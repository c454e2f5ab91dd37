using System.Text;

namespace PipelineDeploy.Deploys.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc/>
    public async Task<string> BuildImageAsync(ImageBuild build, Action<string> onOutput, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(build);
        using var content = new ContextContent(build.WriteContext, cancellationToken);
        using var response = await SendContextAsync(EnginePath.Build(build), content, cancellationToken);
        using var reader = await ReadTextAsync(response, cancellationToken);

        var output = new BuildOutput(onOutput);
        while (await ReadLineAsync(reader, cancellationToken) is { } message)
        {
            output.Feed(message);
            if (build.Limits.Processes is { } most && output.TakeContainer() is { } container)
                await LimitProcessesAsync(container, most, cancellationToken);
        }

        output.End();

        if (output.Error is { } error)
            throw new ContainerEngineException((int)response.StatusCode, error);
        return output.ImageId ?? throw new ContainerEngineException(
            (int)response.StatusCode, "The Docker engine ended the build without an image and without a reason.");
    }

    /// <inheritdoc/>
    public async Task<ImageInfo?> FindImageAsync(string reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var answer = await CallAsync(HttpMethod.Get, EnginePath.Image(reference, "/json"), cancellationToken);
        return answer.IsMissing ? null : answer.Read(DockerJson.Default.ImageJson).ToInfo();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ListedImage>> ListImagesAsync(CancellationToken cancellationToken) =>
        [.. (await CallAsync(HttpMethod.Get, "/images/json", cancellationToken)).Read(DockerJson.Default.ListedImageJsonArray).Select(image => image.ToListed())];

    /// <inheritdoc/>
    public async Task TagImageAsync(string image, string repository, string tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        var path = EnginePath.Image(image, "/tag") + EnginePath.Query(("repo", repository), ("tag", tag));
        (await CallAsync(HttpMethod.Post, path, cancellationToken)).OrThrow();
    }

    /// <inheritdoc/>
    public async Task RemoveImageAsync(string reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var answer = await CallAsync(HttpMethod.Delete, EnginePath.Image(reference), cancellationToken);
        if (!answer.IsMissing)
            answer.OrThrow();
    }

    // A build takes no limit of processes; its containers do.
    async Task LimitProcessesAsync(string container, int most, CancellationToken cancellationToken)
    {
        if (await FindContainerAsync(container, cancellationToken) is not { } found)
            return;
        // Either a command wrote the line in order to have one of ours changed, or the Dockerfile gives its containers our label in order to have none changed.
        if (found.Labels.ContainsKey(ContainerLabels.Installation))
            throw new ContainerEngineException(400, $"The build uses the label '{ContainerLabels.Installation}', or the id of a container that has it.");

        var content = EngineRequest.Json(new UpdateContainerJson(most), DockerJson.Default.UpdateContainerJson);
        var answer = await CallAsync(HttpMethod.Post, EnginePath.Container(found.Id, "/update"), cancellationToken, content);
        if (!answer.IsMissing && await FindContainerAsync(found.Id, cancellationToken) is { IsRunning: true })
            answer.OrThrow();
    }

    async Task<HttpResponseMessage> SendContextAsync(string path, ContextContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(HttpMethod.Post, path, cancellationToken, content);
        }
        catch (ContainerEngineUnreachableException) when (content.Failure is not null)
        {
            // The connection was given up because the context could not be made; that is what has to be told.
            content.Failure.Throw();
            throw;
        }
    }

    async Task<StreamReader> ReadTextAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        // The decoder replaces what is not UTF-8, so that no output can stop a build or a feed.
        new(await connection.GuardAsync(() => response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken), Encoding.UTF8);

    Task<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellationToken) =>
        connection.GuardAsync(() => reader.ReadLineAsync(cancellationToken).AsTask(), cancellationToken);
}
