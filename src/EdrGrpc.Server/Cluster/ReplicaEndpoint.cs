using System.Net;
using System.Net.Sockets;
using EdrGrpc.Server.Settings;

namespace EdrGrpc.Server.Cluster;

/// <summary>Where other replicas reach this one.</summary>
/// <param name="Address">What is advertised.</param>
/// <param name="Port">The port, advertised and listened on.</param>
/// <param name="Listen">The address listened on.</param>
internal sealed record ReplicaEndpoint(IPAddress Address, int Port, IPAddress Listen)
{
    /// <exception cref="SettingsException">Something is malformed, or replicas would talk over the network unprotected.</exception>
    public static ReplicaEndpoint Of(ReplicaOptions options, bool hasCertificates)
    {
        var address = Resolve(options.Address);
        var listen = string.IsNullOrEmpty(options.ListenAddress) ? address
            : IPAddress.TryParse(options.ListenAddress, out var parsed) ? parsed
            : throw new SettingsException($"Cluster:ListenAddress {options.ListenAddress} is no IP address.");
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            throw new SettingsException("Cluster:Address is where others reach this replica, so it cannot be 0.0.0.0: set the address of this machine there, and 0.0.0.0 as Cluster:ListenAddress.");
        }

        var isLocal = IPAddress.IsLoopback(address) && IPAddress.IsLoopback(listen);
        if (!isLocal && !hasCertificates)
        {
            throw new SettingsException(
                $"Cluster:CertificateFile is not set: replicas that reach each other over {(IPAddress.IsLoopback(address) ? listen : address)} must prove to each other who they are, since whoever speaks on that port commands the gateway. "
                + "Set Cluster:CertificateFile and Cluster:CaFile with Cluster:PeerName (or Cluster:PeerThumbprints), or keep all replicas on loopback addresses of one machine.");
        }

        if (!isLocal && options.Port == 0)
        {
            throw new SettingsException("Cluster:Port is not set: set the port that other replicas reach this one under.");
        }

        return new ReplicaEndpoint(address, options.Port == 0 ? FreePort.On(listen) : options.Port, listen);
    }

    private static IPAddress Resolve(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        try
        {
            return Dns.GetHostAddresses(text).OrderBy(found => found.AddressFamily).FirstOrDefault()
                ?? throw new SettingsException($"Cluster:Address {text} resolves to no address.");
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            throw new SettingsException($"Cluster:Address {text} cannot be resolved: {exception.Message}", exception);
        }
    }
}
