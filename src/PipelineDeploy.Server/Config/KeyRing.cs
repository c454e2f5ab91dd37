using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using PipelineDeploy.Postgres.Config;

namespace PipelineDeploy.Server.Config;

/// <summary>Data Protection's keys in the database, so that a backup of it has them and all servers share them.</summary>
sealed class KeyRing(KeyRingStore store) : IXmlRepository
{
    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements() => [.. store.ReadAll().Select(xml => XElement.Parse(xml))];

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName) => store.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
