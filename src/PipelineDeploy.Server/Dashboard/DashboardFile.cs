using System.IO.Compression;

namespace PipelineDeploy.Server.Dashboard;

/// <summary>A script or a style sheet of the page. Its name holds a hash of its content, so browsers may keep it for ever; it was packed when it was built.</summary>
sealed class DashboardFile
{
    const string Resources = "Dashboard.";
    const string Packed = ".gz";

    static readonly Dictionary<string, DashboardFile> All = typeof(DashboardFile).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Resources, StringComparison.Ordinal) && name.EndsWith(Packed, StringComparison.Ordinal))
        .ToDictionary(name => name[Resources.Length..^Packed.Length], name => new DashboardFile(Read(name), TypeOf(name)), StringComparer.Ordinal);

    readonly byte[] _packed;
    readonly string _type;

    DashboardFile(byte[] packed, string type)
    {
        _packed = packed;
        _type = type;
    }

    /// <summary>Names of all of them.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>The text of the page itself.</summary>
    public static string Index { get; } = System.Text.Encoding.UTF8.GetString(Read($"{Resources}index.html"));

    /// <summary>Serves one of them.</summary>
    public static IResult Send(string name, HttpRequest request)
    {
        if (!All.TryGetValue(name, out var file))
        {
            return Results.NotFound();
        }

        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        if (!request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Stream(new GZipStream(new MemoryStream(file._packed), CompressionMode.Decompress), file._type);
        }

        headers.ContentEncoding = "gzip";
        return Results.Bytes(file._packed, file._type);
    }

    static byte[] Read(string name)
    {
        using var source = typeof(DashboardFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The server was built without the page: {name} is missing.");
        var content = new byte[source.Length];
        source.ReadExactly(content);
        return content;
    }

    static string TypeOf(string name) => Path.GetExtension(name[..^Packed.Length]) == ".css" ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
}
