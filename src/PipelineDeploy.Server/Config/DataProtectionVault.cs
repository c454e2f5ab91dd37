using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Config;

/// <summary>Seals by ASP.NET Core's Data Protection, whose keys are in the database.</summary>
sealed class DataProtectionVault(IDataProtectionProvider protection) : IConfigVault
{
    const string Purpose = "app config";

    /// <inheritdoc />
    public string Seal(string app, string name, string value) => protection.CreateProtector(Purpose, app, name).Protect(value);

    /// <inheritdoc />
    public string Open(string app, string name, string sealedValue)
    {
        try
        {
            return protection.CreateProtector(Purpose, app, name).Unprotect(sealedValue);
        }
        catch (CryptographicException)
        {
            throw new UserErrorException(
                "config.unreadable", $"The variable {name} of {app} cannot be read: it was encrypted with a key that is not in the database",
                $"Set the variable anew: pdeploy config set {name} -a {app}");
        }
    }
}
