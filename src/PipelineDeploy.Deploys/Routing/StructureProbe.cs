using System.Net;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>Asks a proxy by HTTP which configuration it has loaded, by a connection of its own each time.</summary>
/// <param name="bind">What the proxy listens on.</param>
sealed class StructureProbe(string bind)
{
    /// <summary>The host by which it is asked, as visitors ask; nobody can have it as a domain.</summary>
    public const string Host = "pipelinedeploy.invalid";

    /// <summary>What the answer says before the fingerprint.</summary>
    public const string Prefix = "structure ";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { Timeout = Patience };

    /// <summary>The fingerprint; null when nothing of ours answers.</summary>
    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Dialled(bind)}/");
        request.Headers.Host = Host;
        request.Headers.ConnectionClose = true;
        try
        {
            using var answer = await Http.SendAsync(request, cancellationToken);
            var said = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK && said.StartsWith(Prefix, StringComparison.Ordinal) ? said[Prefix.Length..].Trim() : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Where one on this machine reaches what listens there.</summary>
    internal static string Dialled(string bind)
    {
        var (host, port) = (bind[..bind.LastIndexOf(':')], RouterOptions.PortOf(bind));
        return host switch
        {
            "" or "*" or "0.0.0.0" => $"127.0.0.1:{port}",
            "[::]" => $"[::1]:{port}",
            _ => bind,
        };
    }
}
