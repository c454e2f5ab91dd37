namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>The files that HAProxy starts from; replaced as a whole, so that it can start at any instant.</summary>
sealed class ConfigDirectory(HaproxyOptions options, TimeProvider time)
{
    static readonly TimeSpan LockDeadline = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Keeps every other process of ours out until it is disposed.</summary>
    /// <exception cref="RouterException">Another process held it for a minute.</exception>
    public async Task<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Directory);
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(options.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException held)
            {
                if (time.GetElapsedTime(start) > LockDeadline)
                    throw new RouterException($"Another process has held {options.LockFile} for {LockDeadline.TotalSeconds} seconds.", held);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <summary>The configuration as it is; null when there is none.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken) =>
        File.Exists(options.ConfigFile) ? await File.ReadAllTextAsync(options.ConfigFile, cancellationToken) : null;

    /// <summary>Writes the map first and then the configuration that names it.</summary>
    public async Task WriteAsync(HaproxyConfig config, CancellationToken cancellationToken)
    {
        var replaced = await ReadAsync(cancellationToken) ?? "";
        await ReplaceAsync(Path.Combine(options.Directory, config.MapFile), config.Map, cancellationToken);
        await ReplaceAsync(options.ConfigFile, config.Text, cancellationToken);
        // The map before this one stays too: a HAProxy that starts right now may have read the old configuration.
        foreach (var map in Directory.GetFiles(options.Directory, "hosts-*.map"))
        {
            if (Path.GetFileName(map) is var name && name != config.MapFile && !replaced.Contains(name, StringComparison.Ordinal))
                File.Delete(map);
        }
    }

    static async Task ReplaceAsync(string file, string content, CancellationToken cancellationToken)
    {
        var draft = file + ".new";
        await using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            await using (var writer = new StreamWriter(stream, leaveOpen: true))
                await writer.WriteAsync(content.AsMemory(), cancellationToken);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, file, overwrite: true);
    }
}
