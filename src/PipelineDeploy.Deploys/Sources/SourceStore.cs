using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>
/// Keeps uploaded sources until their runs no longer need them. A run is only accepted once its source is safely on disk.
/// </summary>
public sealed class SourceStore(DataFolder data, TimeProvider time)
{
    /// <summary>Largest upload, in bytes.</summary>
    public const long MaxBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>Stores an upload and answers its id, once it is on disk for good.</summary>
    /// <exception cref="UserErrorException"><c>source.tooLarge</c> or <c>source.empty</c>.</exception>
    public async Task<string> SaveAsync(Stream upload, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(data.Sources);
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("n");
        var unfinished = PathOf(id) + ".part";
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                await CopyAsync(upload, file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, PathOf(id));
            return id;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Whether a stored upload is there.</summary>
    public bool Has(string id) => File.Exists(PathOf(id));

    /// <summary>Opens a stored upload.</summary>
    /// <exception cref="UserErrorException"><c>source.gone</c>.</exception>
    public Stream Open(string id) => File.Exists(PathOf(id))
        ? File.OpenRead(PathOf(id))
        : throw new UserErrorException("source.gone", "The uploaded source of this run is not there any more", "Deploy it again.");

    static async Task CopyAsync(Stream upload, FileStream file, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await upload.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (file.Position > MaxBytes)
            {
                throw new UserErrorException("source.tooLarge", $"The upload is larger than {MaxBytes >> 30} GiB", "Leave out what the build does not need, e.g. with .dockerignore.");
            }
        }

        if (file.Position == 0)
        {
            throw new UserErrorException("source.empty", "The upload is empty", "Send a tar archive of the folder that holds the Dockerfile.");
        }
    }

    string PathOf(string id) => Path.Combine(data.Sources, id + ".tar");
}
