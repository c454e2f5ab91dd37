using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.TestKit.Git;

/// <summary>A host of git repositories on 127.0.0.1: real <c>git http-backend</c>, run as a CGI program for each request.</summary>
public sealed class GitHost : IDisposable
{
    readonly HttpListener _listener = new();

    public GitHost()
    {
        Port = LoopbackPort.Free();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Where the repositories are.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("pdt-git-").FullName;

    public int Port { get; }

    /// <summary>What the header Authorization must be; null lets everybody in.</summary>
    public string? Authorization { get; set; }

    /// <summary>Looks at each request before it is answered; a status it gives is the answer.</summary>
    public Func<HttpListenerRequest, Task<int?>> Asked { get; set; } = _ => Task.FromResult<int?>(null);

    /// <summary>The header Authorization of each request; empty for none.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>Address of a repository.</summary>
    public string Url(string name) => $"http://127.0.0.1:{Port}/{name}";

    public void Dispose()
    {
        _listener.Close();
        Directory.Delete(Root, recursive: true);
    }

    async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var given = context.Request.Headers["Authorization"] ?? "";
            Authorizations.Enqueue(given);
            if (await Asked(context.Request) is { } status)
            {
                context.Response.StatusCode = status;
                if (status is >= 300 and < 400)
                {
                    context.Response.Headers["Location"] = Url("elsewhere.git/info/refs?service=git-upload-pack");
                }
            }
            else if (Authorization is not null && Authorization != given)
            {
                context.Response.StatusCode = 401;
                context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"git\"";
            }
            else
            {
                await BackendAsync(context);
            }

            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // Who asked has gone.
        }
    }

    async Task BackendAsync(HttpListenerContext context)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        var start = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in new[]
        {
            ("GIT_PROJECT_ROOT", Root), ("GIT_HTTP_EXPORT_ALL", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("PATH_INFO", request.Url!.AbsolutePath),
            ("QUERY_STRING", request.Url.Query.TrimStart('?')), ("REQUEST_METHOD", request.HttpMethod), ("CONTENT_TYPE", request.ContentType ?? ""),
            ("CONTENT_LENGTH", body.Length.ToString(CultureInfo.InvariantCulture)), ("HTTP_CONTENT_ENCODING", request.Headers["Content-Encoding"] ?? ""),
            ("HTTP_GIT_PROTOCOL", request.Headers["Git-Protocol"] ?? ""), ("GIT_PROTOCOL", request.Headers["Git-Protocol"] ?? ""),
        })
        {
            start.Environment[name] = value;
        }

        using var backend = Process.Start(start)!;
        using var output = new MemoryStream();
        var reading = backend.StandardOutput.BaseStream.CopyToAsync(output);
        await backend.StandardInput.BaseStream.WriteAsync(body.ToArray());
        backend.StandardInput.Close();
        await reading;
        await WriteAsync(context.Response, output.ToArray());
    }

    // RFC 3875: headers, an empty line, the body.
    static async Task WriteAsync(HttpListenerResponse response, byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var header in Encoding.ASCII.GetString(answer, 0, end).Split("\r\n").Select(line => line.Split(": ", 2)))
        {
            if (header[0] == "Status")
            {
                response.StatusCode = int.Parse(header[1].Split(' ')[0], CultureInfo.InvariantCulture);
            }
            else
            {
                response.Headers[header[0]] = header[1];
            }
        }

        await response.OutputStream.WriteAsync(answer.AsMemory(end + 4));
    }
}
