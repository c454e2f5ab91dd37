using System.Xml;
using System.Xml.Linq;
using PipelineDeploy.Postgres.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Config;

/// <summary>
/// The keys of versions that kept them, as they are, in <c>keys</c> of the data folder. They are taken over at each start and left there: a database
/// from a backup of that time does not have them.
/// </summary>
sealed partial class EarlierKeys(ServerOptions options, KeyRingStore ring, MasterKeyEncryptor encryptor, ILogger<EarlierKeys> logger)
{
    // The form of keys at rest, as ASP.NET Core documents it ("key storage format").
    static readonly XNamespace Form = "http://schemas.asp.net/2015/03/dataProtection";

    string Folder => Path.Combine(options.Data, "keys");

    /// <summary>Puts those into the database that are not in it.</summary>
    /// <exception cref="UserErrorException"><c>server.badKeys</c>.</exception>
    public void TakeOver()
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }

        var taken = Directory.GetFiles(Folder, "*.xml").Count(file => ring.Add(Path.GetFileNameWithoutExtension(file), Encrypted(Read(file)).ToString(SaveOptions.DisableFormatting)));
        if (taken > 0)
        {
            Taken(taken, Folder);
        }
    }

    static XElement Read(string file)
    {
        try
        {
            return XElement.Load(file);
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException("server.badKeys", $"The key {file} of an earlier version cannot be read: {e.Message}", "Put it back from a backup, or take it out of the folder when nothing was encrypted with it.");
        }
    }

    XElement Encrypted(XElement key)
    {
        foreach (var secret in key.DescendantsAndSelf().Where(element => (bool?)element.Attribute(Form + "requiresEncryption") == true).ToList())
        {
            var done = encryptor.Encrypt(secret);
            secret.ReplaceWith(new XElement(Form + "encryptedSecret", new XAttribute("decryptorType", done.DecryptorType.AssemblyQualifiedName!), done.EncryptedElement));
        }

        return key;
    }

    [LoggerMessage(EventId = 412, Level = LogLevel.Information, Message = "{Count} keys of an earlier version are in the database now, encrypted; {Folder} is needed only for older backups of it")]
    partial void Taken(int count, string folder);
}
