using System.Net;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Outbound;

/// <summary>Where steps may send requests: the whole internet, and of the private addresses those that the installation allows.</summary>
/// <param name="Hosts">Names that may stand for private addresses, lower case.</param>
/// <param name="Networks">Private addresses that may be asked.</param>
public sealed record OutboundRules(IReadOnlyList<string> Hosts, IReadOnlyList<IPNetwork> Networks)
{
    /// <summary>The environment variable that allows more.</summary>
    public const string Variable = "PIPELINEDEPLOY_OUTBOUND_ALLOW";

    /// <summary>The internet only.</summary>
    public static OutboundRules InternetOnly { get; } = new([], []);

    /// <summary>Reads a list with commas of addresses, networks (<c>10.1.0.0/16</c>) and host names.</summary>
    /// <exception cref="UserErrorException"><c>outbound.badRule</c>.</exception>
    public static OutboundRules Parse(string? text)
    {
        List<string> hosts = [];
        List<IPNetwork> networks = [];
        foreach (var entry in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(entry, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(entry, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (Uri.CheckHostName(entry) == UriHostNameType.Dns)
            {
                hosts.Add(entry.ToLowerInvariant());
            }
            else
            {
                throw new UserErrorException("outbound.badRule", $"{Variable} holds '{entry}', which is no address, network or host name", "Use e.g. 10.1.0.0/16,hooks.internal.");
            }
        }

        return hosts.Count + networks.Count == 0 ? InternetOnly : new OutboundRules(hosts, networks);
    }

    /// <summary>Whether the address that a name stands for may be asked.</summary>
    /// <param name="host">The name that was asked for, or the address itself as text.</param>
    /// <param name="address">The address that is about to be dialled.</param>
    public bool Allow(string host, IPAddress address) => AddressKinds.Of(address) switch
    {
        AddressKind.Public => true,
        AddressKind.Private => Hosts.Contains(host.ToLowerInvariant()) || Networks.Any(network => network.Contains(AddressKinds.Plain(address))),
        _ => false,
    };

    /// <summary>That none of the addresses of a name may be asked.</summary>
    internal static UserErrorException Refusal(string host, IReadOnlyList<IPAddress> addresses)
    {
        var mayBeAllowed = addresses.Any(address => AddressKinds.Of(address) == AddressKind.Private);
        return new UserErrorException(
            "http.addressRefused",
            $"'{host}' is {string.Join(", ", addresses)}, which is {(mayBeAllowed ? "not on the internet" : "an address that nothing may ask for")}",
            mayBeAllowed ? $"An administrator may allow it with {Variable}." : "Use the address of the service itself.");
    }
}
