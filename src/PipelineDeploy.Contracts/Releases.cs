namespace PipelineDeploy.Contracts;

/// <summary>A version of an app that can serve.</summary>
/// <param name="App">The app.</param>
/// <param name="Number">1, 2, … within the app.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Actor">Who started the run that made it; null when that is not known any more.</param>
/// <param name="Run">The run that made it; null once that run is forgotten.</param>
/// <param name="Image">The image's id.</param>
/// <param name="HasImage">Whether the image is still there; without it there is no way back to the release.</param>
/// <param name="From">The release whose image it has, when it was not built.</param>
/// <param name="Pipeline">The pipeline that built the image.</param>
/// <param name="PipelineVersion">Which version of it.</param>
/// <param name="Commit">The commit that the image was built from, when it is known.</param>
/// <param name="Serves">Whether it serves now.</param>
/// <param name="Served">The last time it served; null when it never did.</param>
/// <param name="Variables">Names of the variables it keeps; null in lists.</param>
public sealed record ReleaseView(
    string App,
    int Number,
    DateTimeOffset CreatedAt,
    string? Actor,
    long? Run,
    string Image,
    bool HasImage,
    ReleaseOrigin? From,
    string? Pipeline,
    int? PipelineVersion,
    string? Commit,
    bool Serves,
    ServedView? Served,
    IReadOnlyList<string>? Variables);

/// <summary>Which release of which app.</summary>
/// <param name="App">The app.</param>
/// <param name="Release">The release's number.</param>
public sealed record ReleaseOrigin(string App, int Release);

/// <summary>A time in which a release served.</summary>
/// <param name="Since">From then on.</param>
/// <param name="Until">To then; null while it serves.</param>
public sealed record ServedView(DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>A page of releases, newest first.</summary>
/// <param name="Items">The releases.</param>
/// <param name="Next">Hand it as <c>before</c> to get the next page; null at the end.</param>
public sealed record ReleasePage(IReadOnlyList<ReleaseView> Items, int? Next);

/// <summary>Goes back to a release.</summary>
/// <param name="Release">Its number; null for the one that served before.</param>
public sealed record RollBack(int? Release = null);

/// <summary>What going back to a release would change.</summary>
/// <param name="App">The app.</param>
/// <param name="From">The release that serves.</param>
/// <param name="To">The release that would.</param>
/// <param name="ChangesImage">Whether the image is another one.</param>
/// <param name="ChangesPipeline">Whether it was built by another pipeline, or by another version of it.</param>
/// <param name="Added">Names of variables that only the other one has.</param>
/// <param name="Removed">Names of variables that only the serving one has.</param>
/// <param name="Changed">Names of variables that have another value there.</param>
/// <param name="Undoes">The run that is cancelled for it, which takes a moment only; null when the release is started anew.</param>
public sealed record RollbackPreview(
    string App,
    ReleaseView From,
    ReleaseView To,
    bool ChangesImage,
    bool ChangesPipeline,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Removed,
    IReadOnlyList<string> Changed,
    long? Undoes);

/// <summary>Deploys the image of another app's release.</summary>
/// <param name="From">The app that has it.</param>
/// <param name="Release">Its number; null for the one that serves there.</param>
public sealed record Promote(string From, int? Release = null);
