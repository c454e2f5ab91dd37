using System.Security.Cryptography;

namespace PipelineDeploy.Server.Pages;

/// <summary>The style and the icon of the pages that the server writes itself. They say nothing about anyone, so a browser that is not signed in gets them too.</summary>
sealed class PageAssets
{
    static readonly Dictionary<string, PageAssets> All = new(StringComparer.Ordinal)
    {
        // The colours are the dashboard's.
        ["page.css"] = new([.. Load("tokens.css"), .. Load("page.css")], "text/css; charset=utf-8"),
        ["icon.svg"] = new(Load("icon.svg"), "image/svg+xml"),
    };

    readonly byte[] _content;
    readonly string _type;
    readonly string _version;

    PageAssets(byte[] content, string type)
    {
        _content = content;
        _type = type;
        _version = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
    }

    /// <summary>The address of an asset; it changes with the content, so browsers may keep what they have.</summary>
    public static string AddressOf(string name) => $"/assets/{name}?v={All[name]._version}";

    /// <summary>Serves them.</summary>
    public static void Map(WebApplication app) =>
        app.MapGet("/assets/{name}", Send).AllowAnonymous().ExcludeFromDescription();

    static IResult Send(string name, string? v, HttpResponse response)
    {
        if (!All.TryGetValue(name, out var asset))
        {
            return Results.NotFound();
        }

        response.Headers.CacheControl = v == asset._version ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(asset._content, asset._type);
    }

    static byte[] Load(string name)
    {
        using var source = typeof(PageAssets).Assembly.GetManifestResourceStream($"Pages.{name}")!;
        var content = new byte[source.Length];
        source.ReadExactly(content);
        return content;
    }
}
