using System.Collections.Concurrent;
using System.Net;
using System.Text;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.TestKit.Http;

/// <summary>One request as it arrived.</summary>
public sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    /// <summary>The body as text.</summary>
    public string Body => Encoding.UTF8.GetString(Bytes);
}

/// <summary>A server on 127.0.0.1 that keeps what it is sent and answers as it is told.</summary>
public sealed class Receiver : IDisposable
{
    readonly HttpListener _listener = new();
    readonly Func<Received, (int Status, string Body)> _answer;

    public Receiver(Func<Received, (int Status, string Body)> answer)
    {
        _answer = answer;
        Address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    public ConcurrentQueue<Received> Requests { get; } = new();

    /// <summary>Headers of every answer.</summary>
    public Dictionary<string, string> AnswerHeaders { get; } = [];

    public void Dispose() => _listener.Close();

    async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task AnswerAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var headers = context.Request.Headers.AllKeys.ToDictionary(name => name!, name => context.Request.Headers[name]!, StringComparer.OrdinalIgnoreCase);
        var received = new Received(context.Request.HttpMethod, context.Request.RawUrl!, headers, body.ToArray());
        Requests.Enqueue(received);
        var (status, text) = _answer(received);
        context.Response.StatusCode = status;
        foreach (var (name, value) in AnswerHeaders)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
        context.Response.Close();
    }
}
