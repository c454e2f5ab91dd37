namespace PipelineDeploy.Contracts;

/// <summary>Creates an app, or brings one, to what another tool keeps of it.</summary>
/// <param name="App">The app's name here.</param>
/// <param name="From"><c>dokku</c> or <c>gokku</c>.</param>
/// <param name="Files">Texts by name: of dokku <c>ENV</c>, <c>VHOST</c>, <c>DOKKU_SCALE</c>, <c>CHECKS</c>, <c>DOCKER_OPTIONS_DEPLOY</c>, of gokku <c>gokku.yml</c>, <c>.env</c>.</param>
/// <param name="DryRun">Changes nothing and answers what there is to do.</param>
public sealed record ImportApp(string App, string From, IReadOnlyDictionary<string, string> Files, bool DryRun = false);

/// <summary>What an import has done, or would do.</summary>
/// <param name="App">The app.</param>
/// <param name="IsDryRun">Whether nothing was changed.</param>
/// <param name="IsNew">Whether there was no such app.</param>
/// <param name="Set">Names of the variables that have another value.</param>
/// <param name="Settings">The settings that are others.</param>
/// <param name="Domains">The domains that are added.</param>
/// <param name="Unchanged">Names of domains, settings and variables that were so already.</param>
/// <param name="Checks">What is wrong or odd with the CHECKS file.</param>
/// <param name="Notes">What is not taken over, and why.</param>
/// <param name="Next">Commands that are left to do.</param>
public sealed record ImportView(
    string App,
    bool IsDryRun,
    bool IsNew,
    IReadOnlyList<string> Set,
    IReadOnlyList<ImportedSetting> Settings,
    IReadOnlyList<string> Domains,
    IReadOnlyList<string> Unchanged,
    IReadOnlyList<ChecksProblemView> Checks,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Next);

/// <summary>A setting that another tool keeps among the variables.</summary>
/// <param name="Name">Its name here.</param>
/// <param name="Value">Its value.</param>
public sealed record ImportedSetting(string Name, string Value);
