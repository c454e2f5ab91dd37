namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>Reads <c>build</c> of a service: a folder, or a map.</summary>
static class ComposeBuildReader
{
    const string Hint = "Name a folder of the source, such as . or ./web.";

    /// <summary>What it says.</summary>
    public static ComposeBuild Read(ComposeScope scope, SourceNode node, string where)
    {
        if (node is SourceNode.Text)
        {
            return new ComposeBuild(Folder(scope, node, where), "Dockerfile", null, new Dictionary<string, string>());
        }

        var build = new ComposeBuild("", "Dockerfile", null, new Dictionary<string, string>());
        foreach (var (key, line, value) in scope.Map(node, where).Entries)
        {
            var place = $"{where}.{key}";
            build = (key, value) switch
            {
                (_, SourceNode.Text { Value: null }) => build,
                ("context", _) => build with { Context = Folder(scope, value, place) },
                ("dockerfile", _) => build with { Dockerfile = Dockerfile(scope, value, place) },
                ("target", _) => build with { Target = Target(scope, value, place) },
                ("args", _) => build with { Arguments = Arguments(scope, value, place) },
                ("dockerfile_inline", _) => throw scope.Bad(line, $"'{place}' is not read here", "Write the Dockerfile into a file of the source and name it with 'dockerfile'."),
                ("privileged" or "entitlements", _) => throw scope.Refused(line, $"'{place}'"),
                ("network", SourceNode.Text { Value: "host" }) => throw scope.Refused(line, $"'{place}: host'"),
                _ => Left(scope, key, line, place, build),
            };
        }

        return build;
    }

    static ComposeBuild Left(ComposeScope scope, string key, int line, string place, ComposeBuild build)
    {
        if (!ComposeScope.IsExtension(key))
        {
            scope.Warn(line, $"'{place}' is not taken over");
        }

        return build;
    }

    // Docker also takes addresses here; what is built is what was deployed.
    static string Folder(ComposeScope scope, SourceNode node, string where)
    {
        var text = scope.Text(node, where);
        if (text.Contains("://", StringComparison.Ordinal) || text.StartsWith("git@", StringComparison.Ordinal))
        {
            throw scope.Bad(node.Line, $"'{where}' is an address; only a folder of the source is built", "Deploy that repository: pdeploy deploy --git <url>");
        }

        return Inside(text) ?? throw scope.Bad(node.Line, $"'{where}' leads out of the source", Hint);
    }

    static string Dockerfile(ComposeScope scope, SourceNode node, string where) => Inside(scope.Text(node, where)) is { Length: > 0 } path && BuildSettings.IsPath(path)
        ? path
        : throw scope.Unusable(node, where, "Name a file in the build's context, such as Dockerfile.prod; what is outside of the context is not sent to the build.");

    static string Target(ComposeScope scope, SourceNode node, string where) => scope.Text(node, where) is var text && BuildSettings.IsTarget(text)
        ? text
        : throw scope.Unusable(node, where, "Use the name that the Dockerfile gives the stage (FROM … AS name).");

    static Dictionary<string, string> Arguments(ComposeScope scope, SourceNode node, string where)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, item, value) in scope.Pairs(node, where, scope.Text))
        {
            if (name.Length == 0 || char.IsAsciiDigit(name[0]) || name.Any(sign => !char.IsAsciiLetterOrDigit(sign) && sign != '_'))
            {
                throw scope.Bad(item.Line, $"'{where}' holds {SourceError.Show(name)}, which is no name of a build argument", "Use letters, digits and '_'.");
            }

            // Docker Compose takes the value of one without from where it runs.
            if ((value ?? scope.Variable(name)) is { } known)
            {
                arguments[name] = known;
            }
        }

        return arguments;
    }

    /// <summary>A path without <c>.</c>, empty for the source itself; null when it leads out.</summary>
    internal static string? Inside(string path)
    {
        List<string> parts = [];
        foreach (var part in path.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count == 0)
            {
                return null;
            }
            else
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return path.Length == 0 || path[0] is '/' or '~' || path.Any(sign => char.IsControl(sign) || sign == '\\') ? null : string.Join('/', parts);
    }
}
