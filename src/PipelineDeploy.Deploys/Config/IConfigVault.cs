using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Config;

/// <summary>Seals the values of variables, so that nobody reads them in the database or in a backup of it.</summary>
public interface IConfigVault
{
    /// <summary>Seals a value for one variable of one app; it can be opened as no other one.</summary>
    string Seal(string app, string name, string value);

    /// <summary>The value.</summary>
    /// <exception cref="UserErrorException"><c>config.unreadable</c>: it was sealed by keys that are not there.</exception>
    string Open(string app, string name, string sealedValue);
}

/// <summary>Opens what is kept together.</summary>
public static class ConfigVaults
{
    /// <summary>The values behind sealed ones.</summary>
    /// <exception cref="UserErrorException"><c>config.unreadable</c>.</exception>
    public static IReadOnlyDictionary<string, string> OpenAll(this IConfigVault vault, string app, IReadOnlyDictionary<string, string> sealedValues) =>
        sealedValues.ToDictionary(pair => pair.Key, pair => vault.Open(app, pair.Key, pair.Value), StringComparer.Ordinal);
}
