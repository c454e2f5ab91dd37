namespace PipelineDeploy.TestKit.Docker;

/// <summary>Small web apps as folders with a Dockerfile: busybox httpd on <c>$PORT</c>, ending at once at SIGTERM.</summary>
public static class TestApp
{
    /// <summary>Its Dockerfile; it exposes 5000 and listens on 5000 unless <c>PORT</c> says otherwise.</summary>
    public const string Dockerfile =
        $$"""
        FROM {{BusyboxImage.Tag}}
        COPY www /www
        ENV PORT=5000
        EXPOSE 5000
        CMD ["sh", "-c", "trap 'exit 0' TERM; httpd -f -p $PORT -h /www & wait"]

        """;

    /// <summary>Writes an app that answers <c>/</c> with this text, and more files of its web root.</summary>
    /// <param name="folder">Made when it is missing.</param>
    /// <param name="content">What <c>/</c> answers.</param>
    /// <param name="files">Paths below the web root and their text.</param>
    public static async Task WriteFolderAsync(string folder, string content, params (string Path, string Text)[] files)
    {
        await WriteFileAsync(folder, "Dockerfile", Dockerfile);
        await WriteFileAsync(folder, "www/index.html", content);
        foreach (var (path, text) in files)
            await WriteFileAsync(folder, "www/" + path, text);
    }

    /// <summary>The same files for <see cref="TestDocker.BuildAsync"/>.</summary>
    public static (string Path, string Text)[] Files(string content) => [("www/index.html", content)];

    static async Task WriteFileAsync(string folder, string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text);
    }
}
