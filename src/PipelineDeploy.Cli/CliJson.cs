using System.Text.Json.Serialization;
using PipelineDeploy.Cli.Connecting;

namespace PipelineDeploy.Cli;

/// <summary>What the CLI itself writes as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UserFile))]
[JsonSerializable(typeof(VersionReport))]
[JsonSerializable(typeof(InitReport))]
[JsonSerializable(typeof(ReleaseDiff))]
[JsonSerializable(typeof(PipelineDiff))]
[JsonSerializable(typeof(IReadOnlyList<ExportedFile>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(ShellScript))]
sealed partial class CliJson : JsonSerializerContext;

/// <summary>Both versions.</summary>
/// <param name="Client">Of this program.</param>
/// <param name="Server">Of the server; null when it did not answer.</param>
sealed record VersionReport(string Client, string? Server);

/// <summary>What <c>init</c> found and wrote.</summary>
/// <param name="File">The file that it wrote.</param>
/// <param name="App">The app that the folder is now.</param>
/// <param name="Dockerfile">Path of the Dockerfile in the folder; null without one.</param>
/// <param name="Port">The port that the app listens on; null when nothing says so.</param>
/// <param name="PortFrom">What says so.</param>
/// <param name="Checks">What will prove a new version; null for nothing.</param>
/// <param name="Processes">The processes of the Procfile.</param>
/// <param name="Next">The commands that come next.</param>
sealed record InitReport(
    string File, string App, string? Dockerfile, int? Port, string? PortFrom, string? Checks, IReadOnlyList<string> Processes, IReadOnlyList<string> Next);

/// <summary>What is not the same in two releases of an app.</summary>
/// <param name="App">The app.</param>
/// <param name="From">The one release.</param>
/// <param name="To">The other.</param>
/// <param name="Changes">What differs, one by one.</param>
/// <param name="Added">Names of variables that only <paramref name="To"/> has.</param>
/// <param name="Removed">Names of variables that only <paramref name="From"/> has.</param>
sealed record ReleaseDiff(string App, int From, int To, IReadOnlyList<ReleaseChange> Changes, IReadOnlyList<string> Added, IReadOnlyList<string> Removed);

/// <summary>One thing of a release that is another one in the other.</summary>
/// <param name="What"><c>image</c>, <c>pipeline</c> or <c>commit</c>.</param>
/// <param name="From">What the one has.</param>
/// <param name="To">What the other has.</param>
sealed record ReleaseChange(string What, string From, string To);

/// <summary>What is not the same in two texts of a pipeline.</summary>
/// <param name="From">The one.</param>
/// <param name="To">The other.</param>
/// <param name="Lines">The lines that differ, and three around each; a line begins with <c>-</c>, <c>+</c>, a blank or <c>@@</c>.</param>
sealed record PipelineDiff(string From, string To, IReadOnlyList<string> Lines);

/// <summary>A pipeline in a file.</summary>
/// <param name="Name">The pipeline.</param>
/// <param name="Version">Which version of it.</param>
/// <param name="File">The file.</param>
sealed record ExportedFile(string Name, int Version, string File);

/// <summary>A script for a shell.</summary>
/// <param name="Shell">The shell.</param>
/// <param name="Script">What it must read.</param>
sealed record ShellScript(string Shell, string Script);
