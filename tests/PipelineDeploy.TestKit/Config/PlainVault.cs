using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.TestKit.Config;

/// <summary>Seals by writing down what it is: everybody can open it, but only as what it was sealed for.</summary>
public sealed class PlainVault : IConfigVault
{
    /// <inheritdoc />
    public string Seal(string app, string name, string value) => $"{app}/{name}={value}";

    /// <inheritdoc />
    public string Open(string app, string name, string sealedValue) => sealedValue.StartsWith($"{app}/{name}=", StringComparison.Ordinal)
        ? sealedValue[$"{app}/{name}=".Length..]
        : throw new UserErrorException("config.unreadable", $"{name} of {app} cannot be read", "It was sealed as something else.");
}
