using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Config;

/// <summary>What the containers of a run find in their environment is secret: the app's variables as they are, and as its release keeps them.</summary>
public sealed class ConfigSecrets(IConfigStore store, IReleaseStore releases, IConfigVault vault) : IRunSecrets
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ReadAsync(Run run, long origin, CancellationToken cancellationToken)
    {
        List<string> secrets = [.. Readable(run.Subject, await store.ReadAsync(run.Subject, cancellationToken))];
        foreach (var release in await ReleasesAsync(run, origin, cancellationToken))
        {
            secrets.AddRange(Readable(run.Subject, await releases.ReadConfigAsync(run.Subject, release, cancellationToken)));
        }

        return [.. secrets.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What the containers of one release find in their environment.</summary>
    public async Task<IReadOnlyList<string>> OfReleaseAsync(string app, int release, CancellationToken cancellationToken) =>
        [.. Readable(app, await releases.ReadConfigAsync(app, release, cancellationToken))];

    async Task<IEnumerable<int>> ReleasesAsync(Run run, long origin, CancellationToken cancellationToken)
    {
        var made = await releases.NumbersByRunAsync([run.Id, origin], cancellationToken);
        return run.Inputs["release"] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out var wanted)
            ? made.Values.Append(wanted).Distinct()
            : made.Values.Distinct();
    }

    // What cannot be opened here was given to no container by this server either; whoever needs it fails with the reason.
    IEnumerable<string> Readable(string app, IReadOnlyDictionary<string, string> sealedValues)
    {
        foreach (var (name, value) in sealedValues)
        {
            if (TryOpen(app, name, value) is { } opened)
            {
                yield return opened;
            }
        }
    }

    string? TryOpen(string app, string name, string value)
    {
        try
        {
            return vault.Open(app, name, value);
        }
        catch (UserErrorException)
        {
            return null;
        }
    }
}
