using System.Security.Cryptography;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Config;

/// <summary>
/// Gives an app the variables that its <c>app.json</c> asks for. They are kept with its others, set by <c>app.json</c>: what a person sets stands
/// above them, and as long as nobody does they follow the file.
/// </summary>
public sealed class EnvDefaults(IConfigStore store, IConfigVault vault, TimeProvider time)
{
    /// <summary>Who has set them.</summary>
    public const string Actor = "app.json";

    // As many digits as dokku makes.
    const int SecretDigits = 64;

    /// <summary>Refuses a deploy that lacks what it asks for, before anything is built.</summary>
    /// <param name="app">The app.</param>
    /// <param name="demands">What is asked for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is odd about them, each a line.</returns>
    /// <exception cref="UserErrorException"><c>config.missing</c>, with all that is missing.</exception>
    public async Task<IReadOnlyList<string>> RequireAsync(string app, IReadOnlyList<EnvDemand> demands, CancellationToken cancellationToken)
    {
        var present = (await store.ListAsync(app, cancellationToken)).Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        var missing = Variables(demands).Where(demand => demand is { IsRequired: true, IsGenerated: false, Value: null } && !present.Contains(demand.Name)).Select(demand => demand.Name).ToList();
        return missing.Count == 0
            ? [.. demands.Where(IsSetting).Select(demand => $"app.json: '{demand.Name}' is the setting {SettingDefinition.OfAlias(demand.Name)!.Name} here and not set by the file: pdeploy settings set")]
            : throw new UserErrorException(
                "config.missing", $"{app} lacks {string.Join(", ", missing)}, which its app.json requires", $"Set it, e.g.: pdeploy config set {missing[0]} -a {app}");
    }

    /// <summary>Sets those that nobody has set, and brings those it has set itself to what the file says now.</summary>
    /// <param name="context">The step that deploys.</param>
    /// <param name="demands">What is asked for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task ApplyAsync(StepContext context, IReadOnlyList<EnvDemand> demands, CancellationToken cancellationToken)
    {
        if (demands.Count == 0)
        {
            return;
        }

        var setBy = (await store.ListAsync(context.Subject, cancellationToken)).ToDictionary(variable => variable.Name, variable => variable.SetBy, StringComparer.Ordinal);
        var values = await store.ReadAsync(context.Subject, cancellationToken);
        var changes = Choose(demands, name => setBy.GetValueOrDefault(name), name => Value(context.Subject, name, values), MakeSecret);
        if (changes.Count > 0)
        {
            await context.ConfirmAsync(cancellationToken);
            var written = changes.ToDictionary(change => change.Key, change => (string?)vault.Seal(context.Subject, change.Key, change.Value), StringComparer.Ordinal);
            await store.ChangeAsync(context.Subject, written, Actor, time.GetUtcNow(), cancellationToken);
            context.Log($"-----> app.json sets {string.Join(", ", changes.Keys)}");
        }
    }

    /// <summary>What is to be set.</summary>
    /// <param name="demands">What is asked for.</param>
    /// <param name="setBy">Who has set a variable; null when nobody has.</param>
    /// <param name="valueOf">What a variable is.</param>
    /// <param name="makeSecret">Makes one up.</param>
    internal static IReadOnlyDictionary<string, string> Choose(
        IReadOnlyList<EnvDemand> demands, Func<string, string?> setBy, Func<string, string?> valueOf, Func<string> makeSecret)
    {
        var changes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var demand in Variables(demands))
        {
            var isNew = setBy(demand.Name) is null;
            if (demand.Value is { } value && (isNew || demand.IsSynced || setBy(demand.Name) == Actor) && valueOf(demand.Name) != value)
            {
                changes[demand.Name] = value;
            }
            else if (demand is { Value: null, IsGenerated: true } && isNew)
            {
                changes[demand.Name] = makeSecret();
            }
        }

        return changes;
    }

    static IEnumerable<EnvDemand> Variables(IReadOnlyList<EnvDemand> demands) => demands.Where(demand => !IsSetting(demand));

    static bool IsSetting(EnvDemand demand) => SettingDefinition.OfAlias(demand.Name) is not null;

    static string MakeSecret() => RandomNumberGenerator.GetHexString(SecretDigits, lowercase: true);

    string? Value(string app, string name, IReadOnlyDictionary<string, string> sealedValues) =>
        sealedValues.TryGetValue(name, out var value) ? vault.Open(app, name, value) : null;
}
