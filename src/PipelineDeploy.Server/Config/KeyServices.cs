using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using PipelineDeploy.Deploys.Config;

namespace PipelineDeploy.Server.Config;

/// <summary>What encrypts: Data Protection with its keys in the database, and the master key around them.</summary>
static class KeyServices
{
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("pipelinedeploy");
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing, MasterKeyEncryptor>((keys, ring, encryptor) => (keys.XmlRepository, keys.XmlEncryptor) = (ring, encryptor));
        services.AddSingleton<KeyRing>().AddSingleton<MasterKeyFile>().AddSingleton<MasterKeyEncryptor>().AddSingleton<EarlierKeys>().AddSingleton<KeyCheck>();
        return services.AddSingleton<DataProtectionVault>().AddSingleton<IConfigVault>(provider => provider.GetRequiredService<DataProtectionVault>());
    }
}
