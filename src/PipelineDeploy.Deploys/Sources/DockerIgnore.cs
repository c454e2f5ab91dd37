namespace PipelineDeploy.Deploys.Sources;

/// <summary>The rules of a <c>.dockerignore</c> file: which paths of a folder are not sent to the builder.</summary>
/// <remarks>
/// Docker documents: one pattern a line; <c>#</c> in the first column is a comment; <c>!</c> makes an exception; the last
/// pattern that matches decides; <c>**</c> stands for any number of folders;
/// <c>/a</c>, <c>a/</c> and <c>a</c> mean the same; the Dockerfile and <c>.dockerignore</c> are always sent, because the
/// builder needs them, and the builder itself hides them from COPY and ADD when they are excluded.
/// What Docker does not document but does: a pattern that decided a folder goes on for all below it, while one that would
/// have changed nothing there does not. So <c>**/.env</c> followed by <c>!app</c> still leaves <c>app/.env</c> out.
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

    /// <summary>What holds for the folder itself.</summary>
    public IgnoreDecision Root => new(IsIgnored: false, new bool[patterns.Count]);

    /// <summary>Decides on a path, relative and with <c>/</c>, from what was decided on its folder.</summary>
    public IgnoreDecision Decide(IgnoreDecision parent, string path)
    {
        var segments = path.Split('/');
        var isIgnored = false;
        var inForce = new bool[patterns.Count];
        for (var i = 0; i < patterns.Count; i++)
        {
            var changes = patterns[i].IsException == isIgnored;
            inForce[i] = parent.InForce[i] || (changes && patterns[i].Matches(segments));
            if (inForce[i])
                isIgnored = !patterns[i].IsException;
        }

        return new(isIgnored, inForce);
    }

    /// <summary>Whether an exception may bring something below an ignored folder back.</summary>
    public bool MayHoldException(string folder)
    {
        var segments = folder.Split('/');
        return patterns.Any(p => p.IsException && p.MayMatchBelow(segments));
    }
}

/// <summary>Whether a path is left out, and which patterns go on for what is below it.</summary>
sealed record IgnoreDecision(bool IsIgnored, bool[] InForce);
