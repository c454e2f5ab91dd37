using System.Net;
using System.Net.Sockets;

namespace PipelineDeploy.Deploys.Outbound;

/// <summary>What an address is to this server.</summary>
enum AddressKind
{
    /// <summary>Somebody on the internet.</summary>
    Public,

    /// <summary>This host, or a network that is not the internet.</summary>
    Private,

    /// <summary>Link-local, a cloud's metadata service, everybody or nobody: never asked for.</summary>
    Forbidden,
}

/// <summary>Tells what an address is.</summary>
/// <remarks>IANA's registries of special-purpose addresses (RFC 6890) and the metadata services of AWS, Azure, Google, Oracle and Alibaba.</remarks>
static class AddressKinds
{
    static readonly IPNetwork[] Forbidden = Networks(
        "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32",
        "::/128", "fe80::/10", "ff00::/8", "fd00:ec2::/32", "fd20:ce::/32");

    static readonly IPNetwork[] Private = Networks(
        "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7", "fec0::/10");

    /// <summary>What an address is. One that carries an address of IPv4 is what that one is.</summary>
    public static AddressKind Of(IPAddress address)
    {
        var real = Plain(address);
        return Array.Exists(Forbidden, network => network.Contains(real)) ? AddressKind.Forbidden
            : Array.Exists(Private, network => network.Contains(real)) ? AddressKind.Private
            : AddressKind.Public;
    }

    /// <summary>The address of IPv4 inside one of IPv6, if it is one of those: mapped, compatible, translated (RFC 2765), NAT64 or 6to4.</summary>
    public static IPAddress Plain(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
            : bytes.AsSpan(0, 12).SequenceEqual((ReadOnlySpan<byte>)[0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]) ? new IPAddress(bytes[12..])
            : bytes.AsSpan(0, 2).SequenceEqual((ReadOnlySpan<byte>)[0x20, 0x02]) ? new IPAddress(bytes[2..6])
            : bytes.AsSpan(0, 12).SequenceEqual((ReadOnlySpan<byte>)[0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0]) ? new IPAddress(bytes[12..])
            // Below ::ffff the only others are :: and ::1.
            : bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && bytes.AsSpan(12, 2).IndexOfAnyExcept((byte)0) >= 0 ? new IPAddress(bytes[12..])
            // A scope says which interface, not which address.
            : new IPAddress(bytes);
    }

    static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(text => IPNetwork.Parse(text))];
}
