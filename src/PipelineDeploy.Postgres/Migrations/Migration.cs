using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace PipelineDeploy.Postgres.Migrations;

/// <summary>One numbered change of the database's shape.</summary>
/// <param name="Number">Its place in the order, from 1 without gaps.</param>
/// <param name="Name">The file's name without ending, e.g. <c>0001_house</c>.</param>
/// <param name="Sql">What it does.</param>
public sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the text, with line ends as LF, in hexadecimal.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The migrations that are built into this version, in order.</summary>
    public static IReadOnlyList<Migration> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(resource => resource.StartsWith("db/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(resource => Read(assembly, resource)),
        ];
    }

    static Migration Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var name = Path.GetFileNameWithoutExtension(resource);
        return new Migration(int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
