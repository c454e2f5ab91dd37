using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Imports;

/// <summary>Brings an app to what another tool's folder says. What is so already is left alone, and nothing is taken away.</summary>
public sealed class AppImport(IAppStore apps, AppConfig config, ISettingStore settings, AppDomains domains, RouteChanges routes, TimeProvider time)
{
    /// <summary>Does it, or only finds out what there is to do.</summary>
    /// <param name="plan">What the folder says.</param>
    /// <param name="dryRun">Whether to change nothing.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>app.badName</c>, <c>app.domainTaken</c>, and those of <see cref="AppConfig.ChangeAsync"/>; the domains come first, the variables last.</exception>
    public async Task<ImportOutcome> RunAsync(ImportPlan plan, bool dryRun, string actor, CancellationToken cancellationToken)
    {
        var wanted = App.Create(plan.App, plan.Domains, time.GetUtcNow());
        var all = await apps.ListAsync(cancellationToken);
        var known = all.FirstOrDefault(app => app.Name == plan.App);
        var added = (known is null ? wanted.Domains : plan.Domains.Except(known.Domains, StringComparer.Ordinal)).ToList();
        RequireFree(all, plan.App, added);
        var before = known is null ? null : await settings.ReadAsync(plan.App, cancellationToken);
        var changed = plan.Settings.Where(setting => before is null || before[setting.Key] is not { Origin: "app" } own || own.Value != setting.Value).ToList();
        var set = (await config.DifferingAsync(plan.App, plan.Variables, cancellationToken)).Order(StringComparer.Ordinal).ToList();
        if (!dryRun)
        {
            await ApplyAsync(plan, known is null ? wanted : null, added, changed, set, actor, cancellationToken);
        }

        string[] unchanged = [.. plan.Domains.Except(added), .. plan.Settings.Keys.Except(changed.Select(setting => setting.Key)), .. plan.Variables.Keys.Except(set).Order(StringComparer.Ordinal)];
        return new ImportOutcome(known is null, set, changed, added, unchanged, before);
    }

    static void RequireFree(IReadOnlyList<App> all, string app, List<string> names)
    {
        if (all.FirstOrDefault(other => other.Name != app && other.Domains.Intersect(names, StringComparer.Ordinal).Any()) is { } owner)
        {
            throw Domain.Taken(owner.Domains.Intersect(names, StringComparer.Ordinal).First(), owner.Name);
        }
    }

    async Task ApplyAsync(
        ImportPlan plan, App? wanted, List<string> added, List<KeyValuePair<string, string>> changed, List<string> set, string actor, CancellationToken cancellationToken)
    {
        if (wanted is not null)
        {
            await apps.CreateAsync(wanted, cancellationToken);
            await routes.ApplyAsync(cancellationToken);
        }
        else if (added.Count > 0)
        {
            await domains.AddAsync(plan.App, added, cancellationToken);
        }

        foreach (var (name, value) in changed)
        {
            await settings.SetAsync(plan.App, name, value, cancellationToken);
        }

        if (set.Count > 0)
        {
            await config.ChangeAsync(plan.App, set.ToDictionary(name => name, name => (string?)plan.Variables[name], StringComparer.Ordinal), actor, cancellationToken);
        }
    }
}

/// <summary>What an import has changed, or would change.</summary>
/// <param name="IsNew">Whether the app was not there.</param>
/// <param name="Set">Names of the variables that have another value now.</param>
/// <param name="Settings">The settings that are others now.</param>
/// <param name="Domains">The domains it did not answer to.</param>
/// <param name="Unchanged">Names of what was so already.</param>
/// <param name="Before">The settings as they were; null for a new app.</param>
public sealed record ImportOutcome(
    bool IsNew, IReadOnlyList<string> Set, IReadOnlyList<KeyValuePair<string, string>> Settings, IReadOnlyList<string> Domains, IReadOnlyList<string> Unchanged,
    EffectiveSettings? Before);
