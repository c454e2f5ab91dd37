using System.Text;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Where a path leads when the symbolic links on its way are followed, decided on names alone.</summary>
static class LinkWalk
{
    // As many as Linux follows before it says ELOOP.
    const int MaxLinks = 40;

    /// <summary>Where a path led.</summary>
    internal enum Outcome
    {
        Inside,
        Outside,
        Loop,
    }

    /// <summary>Follows <paramref name="path"/> from the root of a tree; <paramref name="linkTarget"/> gives the target of a path that is a link, else null.</summary>
    internal static (Outcome Outcome, string Path) Follow(string path, Func<string, string?> linkTarget)
    {
        if (path.StartsWith('/')) return (Outcome.Outside, path);

        var links = 0;
        var here = new StringBuilder();
        var ahead = new Stack<string>(path.Split('/').Reverse());
        while (ahead.TryPop(out var name))
        {
            if (name is "" or ".") continue;
            if (name == "..")
            {
                if (here.Length == 0) return (Outcome.Outside, path);
                here.Length = ParentLength(here);
                continue;
            }

            var parent = here.Length;
            here.Append(parent == 0 ? "" : "/").Append(name);
            if (linkTarget(here.ToString()) is not { } target) continue;
            if (target.StartsWith('/')) return (Outcome.Outside, path);
            if (++links > MaxLinks) return (Outcome.Loop, path);

            here.Length = parent;
            foreach (var part in target.Split('/').Reverse()) ahead.Push(part);
        }

        return (Outcome.Inside, here.ToString());
    }

    static int ParentLength(StringBuilder path)
    {
        var end = path.Length - 1;
        while (end > 0 && path[end] != '/') end--;
        return end;
    }
}
