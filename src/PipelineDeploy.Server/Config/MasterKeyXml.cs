using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace PipelineDeploy.Server.Config;

/// <summary>Encrypts what is secret in a key before it goes to the database.</summary>
sealed class MasterKeyEncryptor(MasterKeyFile file) : IXmlEncryptor
{
    internal const string Purpose = "key ring";
    internal const string Value = "value";

    /// <inheritdoc />
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("encryptedKey", new XElement(Value, file.Key.Seal(Purpose, plaintextElement.ToString(SaveOptions.DisableFormatting)))), typeof(MasterKeyDecryptor));
}

/// <summary>
/// Decrypts it again. Its full name and its constructor's form are in the keys of every database and must stay as they are.
/// </summary>
sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc />
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(
        services.GetRequiredService<MasterKeyFile>().Key.Open(MasterKeyEncryptor.Purpose, (string?)encryptedElement.Element(MasterKeyEncryptor.Value) ?? ""));
}
