namespace PipelineDeploy.Deploys.Sources;

/// <summary>The rules of a <c>.dockerignore</c> file: which paths of a folder are not sent to the builder.</summary>
/// <remarks>
/// Docker documents: one pattern a line; <c>#</c> in the first column is a comment; <c>!</c> makes an exception; the last
/// pattern that matches a path or one of its parents decides; <c>**</c> stands for any number of folders;
/// <c>/a</c>, <c>a/</c> and <c>a</c> mean the same; the Dockerfile and <c>.dockerignore</c> are always sent, because the
/// builder needs them, and the builder itself hides them from COPY and ADD when they are excluded.
/// </remarks>
sealed class DockerIgnore
{
    public const string FileName = ".dockerignore";

    readonly IReadOnlyList<IgnorePattern> patterns;

    DockerIgnore(IReadOnlyList<IgnorePattern> patterns) => this.patterns = patterns;

    /// <summary>Reads the file's text; an empty one ignores nothing.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="dockerfile">Path of the Dockerfile inside the folder, with <c>/</c>.</param>
    public static DockerIgnore Parse(string text, string dockerfile = "Dockerfile")
    {
        var read = text.TrimStart('\uFEFF').Split('\n')
            .Where(line => !line.StartsWith('#'))
            .Select(line => IgnorePattern.Parse(line.Trim()))
            .OfType<IgnorePattern>()
            .ToList();
        if (read.Count > 0)
            read.AddRange([IgnorePattern.Always(dockerfile), IgnorePattern.Always(FileName)]);
        return new(read);
    }

    /// <summary>Whether a path, relative and with <c>/</c>, is left out.</summary>
    public bool IsIgnored(string path)
    {
        var segments = path.Split('/');
        var ignored = false;
        foreach (var pattern in patterns)
        {
            if (pattern.IsException == ignored && pattern.MatchesOrHolds(segments))
                ignored = !ignored;
        }

        return ignored;
    }

    /// <summary>Whether an exception may bring something below an ignored folder back.</summary>
    public bool MayHoldException(string folder)
    {
        var segments = folder.Split('/');
        return patterns.Any(p => p.IsException && p.MayMatchBelow(segments));
    }
}
