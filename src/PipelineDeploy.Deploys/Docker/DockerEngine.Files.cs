using System.Formats.Tar;
using System.Net.Http.Headers;

namespace PipelineDeploy.Deploys.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc/>
    public async Task PullImageAsync(ImageReference reference, Action<string> onOutput, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        using var response = await OpenAsync(HttpMethod.Post, "/images/create" + EnginePath.Query(("fromImage", reference.Text)), cancellationToken);
        using var reader = await ReadTextAsync(response, cancellationToken);
        var output = new BuildOutput(onOutput);
        while (await ReadLineAsync(reader, cancellationToken) is { } message)
            output.Feed(message);
        output.End();
        if (output.Error is { } error)
            throw new ContainerEngineException((int)response.StatusCode, error);
    }

    /// <inheritdoc/>
    public async Task<byte[]?> ReadFileAsync(string container, string path, int maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await OpenAsync(HttpMethod.Get, EnginePath.Container(container, "/archive") + EnginePath.Query(("path", path)), cancellationToken);
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            await using var tar = new TarReader(stream);
            var entry = await connection.GuardAsync(() => tar.GetNextEntryAsync(copyData: false, cancellationToken).AsTask(), cancellationToken);
            return entry is { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile } ? await ReadAsync(entry, maxBytes, cancellationToken) : null;
        }
        catch (ContainerEngineException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task PutFilesAsync(string container, ReadOnlyMemory<byte> tar, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(tar) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } };
        (await CallAsync(HttpMethod.Put, EnginePath.Container(container, "/archive") + EnginePath.Query(("path", "/")), cancellationToken, content)).OrThrow();
    }

    async Task<byte[]> ReadAsync(TarEntry entry, int maxBytes, CancellationToken cancellationToken)
    {
        var bytes = new byte[Math.Min(entry.Length, maxBytes + 1L)];
        if (entry.DataStream is { } data)
            await connection.GuardAsync(() => data.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).AsTask(), cancellationToken);
        return bytes;
    }
}
