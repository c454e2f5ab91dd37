using PipelineDeploy.Deploys.Config;

namespace PipelineDeploy.TestKit.Config;

/// <summary>The variables of apps in memory, by the rules of the database. Not thread-safe.</summary>
public sealed class InMemoryConfigStore : IConfigStore
{
    readonly Dictionary<(string App, string Name), (string Value, ConfigVariable Variable)> _variables = [];

    /// <summary>The sealed values of an app.</summary>
    public IReadOnlyDictionary<string, string> Of(string app) =>
        _variables.Where(row => row.Key.App == app).ToDictionary(row => row.Key.Name, row => row.Value.Value, StringComparer.Ordinal);

    /// <inheritdoc />
    public Task<IReadOnlyList<ConfigVariable>> ListAsync(string app, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ConfigVariable>>(
        [.. _variables.Where(row => row.Key.App == app).Select(row => row.Value.Variable).OrderBy(variable => variable.Name, StringComparer.Ordinal)]);

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<string, string>> ReadAsync(string app, CancellationToken cancellationToken) => Task.FromResult(Of(app));

    /// <inheritdoc />
    public Task ChangeAsync(string app, IReadOnlyDictionary<string, string?> changes, string actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in changes)
        {
            _variables.Remove((app, name));
            if (value is not null)
            {
                _variables[(app, name)] = (value, new ConfigVariable(name, actor, now));
            }
        }

        return Task.CompletedTask;
    }
}
