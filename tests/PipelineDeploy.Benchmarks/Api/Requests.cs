using System.Formats.Tar;
using System.Globalization;
using System.Net.Http.Headers;

namespace PipelineDeploy.Benchmarks.Api;

/// <summary>What is asked of the server.</summary>
static class Requests
{
    static readonly byte[] Source = Tar();

    /// <summary>A deploy of a small folder.</summary>
    public static HttpRequestMessage Deploy(string app)
    {
        var body = new ByteArrayContent(Source);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        return new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/apps/{app}/deploys", UriKind.Relative)) { Content = body };
    }

    /// <summary>A look at something.</summary>
    public static HttpRequestMessage Get(FormattableString path) => new(HttpMethod.Get, new Uri(path.ToString(CultureInfo.InvariantCulture), UriKind.Relative));

    static byte[] Tar()
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            using var content = new MemoryStream("FROM scratch\nCOPY hello /\nCMD [\"/hello\"]\n"u8.ToArray());
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "Dockerfile") { DataStream = content });
        }

        return bytes.ToArray();
    }
}
