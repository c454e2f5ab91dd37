namespace PipelineDeploy.Contracts;

/// <summary>A variable that an app finds in its environment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SetBy">Who set it last.</param>
/// <param name="SetAt">When.</param>
public sealed record ConfigVariableView(string Name, string SetBy, DateTimeOffset SetAt);

/// <summary>A variable and its value, for an administrator.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record ConfigValue(string Name, string Value);

/// <summary>Changes variables of an app, all of them or none.</summary>
/// <param name="Set">Values by name.</param>
/// <param name="Unset">Names of variables to take away.</param>
/// <param name="NoRestart">Leaves what serves as it is; the next deploy takes the change along.</param>
public sealed record ChangeConfig(IReadOnlyDictionary<string, string>? Set = null, IReadOnlyList<string>? Unset = null, bool NoRestart = false);

/// <summary>Sets the variables of a <c>.env</c> file; those it does not name stay as they are.</summary>
/// <param name="Text">The file.</param>
/// <param name="NoRestart">Leaves what serves as it is; the next deploy takes the change along.</param>
public sealed record ImportConfig(string Text, bool NoRestart = false);

/// <summary>What a change of the config has changed.</summary>
/// <param name="App">The app.</param>
/// <param name="Set">Names of the variables that have another value now.</param>
/// <param name="Unset">Names of those that are gone.</param>
/// <param name="Settings">The settings that were meant: other tools keep them among the variables.</param>
/// <param name="Run">The run that brings it to what serves; null when there is nothing to bring, or nothing serves.</param>
public sealed record ConfigChangeView(string App, IReadOnlyList<string> Set, IReadOnlyList<string> Unset, IReadOnlyList<SettingView> Settings, RunView? Run = null);
