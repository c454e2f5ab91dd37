using System.Globalization;
using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.Deploys.Housekeeping;

/// <summary>What an app needs of its images.</summary>
/// <param name="App">The app.</param>
/// <param name="Releases">The image of each of its releases, by number.</param>
/// <param name="Kept">Numbers of the releases whose images stay.</param>
public sealed record ImageNeeds(string App, IReadOnlyDictionary<int, string> Releases, IReadOnlySet<int> Kept);

/// <summary>Decides which names of images go; an image goes with its last name. What another one has built, pulled or named is never touched.</summary>
/// <param name="installation">The id of this installation.</param>
/// <param name="apps">What each app needs.</param>
/// <param name="live">The runs that have not ended.</param>
public sealed class OldImages(string installation, IReadOnlyList<ImageNeeds> apps, IReadOnlySet<long> live)
{
    readonly HashSet<string> _kept = [.. apps.SelectMany(app => app.Kept.Where(app.Releases.ContainsKey).Select(number => app.Releases[number]))];

    /// <summary>What to remove: names, and ids of images without a name. The last name of an image has its size.</summary>
    public IReadOnlyList<Leftover> Choose(IReadOnlyList<ListedImage> images) => [.. images.SelectMany(image =>
    {
        var going = Choose(image).ToList();
        return going.Select((name, n) => new Leftover("image", name, "remove", n == going.Count - 1 && going.Count >= image.Tags.Count ? image.SizeBytes : 0));
    })];

    IEnumerable<string> Choose(ListedImage image)
    {
        var ours = image.Tags.Select(tag => (Tag: tag, IsNeeded: IsNeeded(image, tag))).Where(one => one.IsNeeded is not null).ToList();
        if (ours.Count == 0)
        {
            // A build that was repeated has taken the name of its run along.
            return image.Tags.Count == 0 && IsBuiltHere(image) && !apps.Any(app => app.Releases.Values.Contains(image.Id)) ? [image.Id] : [];
        }

        var going = ours.Where(one => one.IsNeeded == false).Select(one => one.Tag).ToList();
        return _kept.Contains(image.Id) && going.Count == image.Tags.Count ? [] : going;
    }

    // Null when the name is not ours to judge.
    bool? IsNeeded(ListedImage image, string tag)
    {
        foreach (var app in apps)
        {
            var prefix = $"{ImageNames.Repository(app.App)}:";
            if (tag.StartsWith(prefix, StringComparison.Ordinal) && (IsBuiltHere(image) || app.Releases.Values.Contains(image.Id)))
            {
                return tag[prefix.Length..] switch
                {
                    ['v', .. var number] when Number(number) is { } release => app.Kept.Contains((int)release),
                    ['r', 'u', 'n', '-', .. var number] when Number(number) is { } run => live.Contains(run),
                    _ => null,
                };
            }
        }

        return null;
    }

    bool IsBuiltHere(ListedImage image) => image.Labels.GetValueOrDefault(ContainerLabels.ImageOwner) == installation;

    static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue ? number : null;
}
