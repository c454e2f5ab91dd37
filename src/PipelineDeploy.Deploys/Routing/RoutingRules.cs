using System.Net;
using System.Text.RegularExpressions;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>Refuses what must never reach a configuration file or a runtime command, whoever let it through before us.</summary>
static partial class RoutingRules
{
    /// <summary>Routes as they are written, for which they and the options must be fit.</summary>
    /// <exception cref="ArgumentException">A name, address or option that must not reach the file.</exception>
    public static IReadOnlyList<Route> InOrder(RouterOptions options, IReadOnlyList<Route> routes)
    {
        Check(options);
        Check(routes);
        return [.. routes.OrderBy(route => route.App, StringComparer.Ordinal)];
    }

    public static void Check(RouterOptions options)
    {
        if (!DirectoryPattern().IsMatch(options.Directory))
            throw new ArgumentException(
                $"The router's directory '{options.Directory}' must be an absolute path of at most 80 characters of [A-Za-z0-9._/-].", nameof(options));
        if (options.Bind.Count == 0)
            throw new ArgumentException("The router needs at least one address to listen on.", nameof(options));
        if (options.Bind.Concat(options.BindHttps).FirstOrDefault(bind => !BindPattern().IsMatch(bind)) is { } bad)
            throw new ArgumentException($"The router cannot listen on '{bad}'; write address:port, e.g. 127.0.0.1:8080.", nameof(options));
        if (options.TrustedProxies.FirstOrDefault(proxy => !IsPlace(proxy)) is { } stranger)
            throw new ArgumentException($"'{stranger}' is no address or network of a proxy; write 10.0.0.7 or 10.0.0.0/8.", nameof(options));
        if (options.MaxConnections is < 1 or > 1_000_000)
            throw new ArgumentException($"MaxConnections must be 1 to 1,000,000, not {options.MaxConnections}.", nameof(options));
    }

    public static void Check(IReadOnlyList<Route> routes)
    {
        Unique("app", routes.Select(route => route.App));
        Unique("domain", routes.SelectMany(route => route.Domains));
        foreach (var route in routes)
        {
            Name("app", route.App);
            foreach (var domain in route.Domains)
                Name("domain", domain);
            Unique($"target of {route.App}", route.Targets.Select(target => target.Name));
            foreach (var target in route.Targets)
                Check(target);
            Unique($"certificate of {route.App} for", route.Certificates.Select(certificate => certificate.Domain));
            foreach (var certificate in route.Certificates)
                Check(route, certificate);
        }
    }

    static bool IsPlace(string text) => (IPAddress.TryParse(text, out var address) && address.ToString() == text) || (IPNetwork.TryParse(text, out var network) && network.ToString() == text);

    static void Check(RouteTarget target)
    {
        Name("target", target.Name);
        if (!IPAddress.TryParse(target.Host, out var address) || address.ToString() != target.Host)
            throw new ArgumentException($"The target {target.Name} needs an IP address to dial, not '{target.Host}'.", nameof(target));
        if (target.Port is < 1 or > 65535)
            throw new ArgumentException($"The target {target.Name} needs a port from 1 to 65535, not {target.Port}.", nameof(target));
        if (target.Weight is < 0 or > 256)
            throw new ArgumentException($"The target {target.Name} needs a weight from 0 to 256, not {target.Weight}.", nameof(target));
    }

    static void Check(Route route, RouteCertificate certificate)
    {
        if (!route.Domains.Contains(certificate.Domain, StringComparer.Ordinal))
            throw new ArgumentException($"{route.App} has a certificate for '{certificate.Domain}', which is none of its domains.", nameof(certificate));
        if (!FingerprintPattern().IsMatch(certificate.Fingerprint))
            throw new ArgumentException($"'{certificate.Fingerprint}' is no fingerprint of a certificate.", nameof(certificate));
    }

    /// <summary>For what is asked of one target.</summary>
    /// <exception cref="ArgumentException">A name that must not reach a command.</exception>
    public static void CheckNames(string app, string target)
    {
        Name("app", app);
        Name("target", target);
    }

    static void Name(string what, string value)
    {
        if (!NamePattern().IsMatch(value))
            throw new ArgumentException(
                $"The {what} '{value}' may hold only a-z, 0-9, '-' and '.', at most 253 characters, and starts with a letter or digit.", nameof(value));
    }

    static void Unique(string what, IEnumerable<string> values)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (values.FirstOrDefault(value => !seen.Add(value)) is { } twice)
            throw new ArgumentException($"The {what} '{twice}' occurs twice.", nameof(values));
    }

    // \z and not $, which would let a trailing line feed through.
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{0,252}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[0-9a-f]{12,64}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FingerprintPattern();

    [GeneratedRegex(@"\A/[A-Za-z0-9._/-]{0,79}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DirectoryPattern();

    [GeneratedRegex(@"\A(\*|[0-9.]+|\[[0-9a-f:.]+\])?:[0-9]{1,5}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BindPattern();
}
