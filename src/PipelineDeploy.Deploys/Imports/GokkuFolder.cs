using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Imports;

/// <summary>Reads what gokku knows of an app: <c>gokku.yml</c> of the project and the <c>.env</c> of <c>/opt/gokku/apps/&lt;app&gt;</c>.</summary>
public static class GokkuFolder
{
    /// <summary>The tool's name.</summary>
    public const string Tool = "gokku";

    /// <summary>Reads the files.</summary>
    /// <param name="app">The app's name here.</param>
    /// <param name="files">Their texts by name.</param>
    /// <exception cref="FieldErrorsException"><c>import.badFolder</c>; <see cref="UserErrorException"/>: those of <see cref="GokkuFile.Parse"/>.</exception>
    public static ImportPlan Read(string app, IReadOnlyDictionary<string, string> files)
    {
        var draft = new ImportDraft(app);
        if (files.TryGetValue(".env", out var env))
        {
            draft.ReadEnv(".env", env, (_, _) => false);
        }

        if (files.TryGetValue(GokkuFile.Name, out var text))
        {
            var file = GokkuFile.Parse(app, text);
            foreach (var (name, value) in file.Settings)
            {
                draft.SetWeakly(name, value);
            }

            draft.Notes.AddRange(file.Warnings);
        }

        return draft.Finish();
    }
}
