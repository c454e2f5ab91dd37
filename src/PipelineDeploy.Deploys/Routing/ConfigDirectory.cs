namespace PipelineDeploy.Deploys.Routing;

/// <summary>The files that a proxy starts from; replaced as a whole, so that it can start at any instant.</summary>
sealed class ConfigDirectory(RouterOptions options, TimeProvider time)
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

    // Of a remembered route only the names of the certificates are known. One whose file is gone would keep the proxy from loading all the others.
    /// <summary>The route without the certificates that are neither handed over nor there.</summary>
    public Route WithKeptCertificates(Route route) => route.Certificates.All(IsThere)
        ? route
        : route with { Certificates = [.. route.Certificates.Where(IsThere)] };

    /// <summary>Writes the files first and then the configuration that names them.</summary>
    /// <param name="config">The configuration and the files.</param>
    /// <param name="prove">Looks at the draft, given its path, before it takes the place of what is there; what it throws keeps it from that.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteAsync(RouterConfig config, Func<string, Task> prove, CancellationToken cancellationToken)
    {
        var replaced = await ReadAsync(cancellationToken) ?? "";
        foreach (var file in config.Files)
            await ReplaceAsync(Path.Combine(options.Directory, file.Name), file.Content, null, cancellationToken);
        await ReplaceAsync(options.ConfigFile, config.Text, prove, cancellationToken);
        // The files before these stay too: a proxy that starts right now may have read the old configuration.
        foreach (var file in RouterFile.Patterns.SelectMany(pattern => Directory.GetFiles(options.Directory, pattern)))
        {
            var mark = RouterFile.MarkOf(Path.GetFileName(file));
            if (!config.Text.Contains(mark, StringComparison.Ordinal) && !replaced.Contains(mark, StringComparison.Ordinal))
                File.Delete(file);
        }
    }

    bool IsThere(RouteCertificate certificate) => certificate.Pem is not null || Has(RouterFile.NameOf(certificate));

    static async Task ReplaceAsync(string file, string content, Func<string, Task>? prove, CancellationToken cancellationToken)
    {
        var draft = file + ".new";
        File.Delete(draft);
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // A private key is for us and for the proxy, which runs as the same user.
        if (Path.GetExtension(file) == ".pem")
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new FileStream(draft, creation))
        {
            await using (var writer = new StreamWriter(stream, leaveOpen: true))
                await writer.WriteAsync(content.AsMemory(), cancellationToken);
            stream.Flush(flushToDisk: true);
        }
        if (prove is not null)
            await prove(draft);
        File.Move(draft, file, overwrite: true);
    }
}
