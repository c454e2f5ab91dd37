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

    /// <summary>Whether a file that a configuration may name is there.</summary>
    public bool Has(string name) => File.Exists(Path.Combine(options.Directory, name));

    /// <summary>Writes the files first and then the configuration that names them.</summary>
    public async Task WriteAsync(HaproxyConfig config, CancellationToken cancellationToken)
    {
        var replaced = await ReadAsync(cancellationToken) ?? "";
        foreach (var file in config.Files)
            await ReplaceAsync(Path.Combine(options.Directory, file.Name), file.Content, cancellationToken);
        await ReplaceAsync(options.ConfigFile, config.Text, cancellationToken);
        // The files before these stay too: a HAProxy that starts right now may have read the old configuration.
        foreach (var file in HaproxyFile.Patterns.SelectMany(pattern => Directory.GetFiles(options.Directory, pattern)))
        {
            var mark = HaproxyFile.MarkOf(Path.GetFileName(file));
            if (!config.Text.Contains(mark, StringComparison.Ordinal) && !replaced.Contains(mark, StringComparison.Ordinal))
                File.Delete(file);
        }
    }

    static async Task ReplaceAsync(string file, string content, CancellationToken cancellationToken)
    {
        var draft = file + ".new";
        File.Delete(draft);
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // A private key is for us and for HAProxy, which runs as the same user.
        if (Path.GetExtension(file) == ".pem")
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new FileStream(draft, creation))
        {
            await using (var writer = new StreamWriter(stream, leaveOpen: true))
                await writer.WriteAsync(content.AsMemory(), cancellationToken);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, file, overwrite: true);
    }
}
