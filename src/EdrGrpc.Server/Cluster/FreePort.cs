using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace EdrGrpc.Server.Cluster;

/// <summary>
/// A port that nobody listens on, for a listener that cannot be bound to port 0. Not one the system would hand out: between here and the listener's own
/// bind such a port may become the local end of any connection of this machine (Linux: 32768 to 60999, net.ipv4.ip_local_port_range).
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int End = 32_768;
    private const int Tries = 100;

    /// <exception cref="SocketException">The address is not of this machine, or every port that was tried is in use.</exception>
    public static int On(IPAddress address)
    {
        for (var left = Tries; ; left--)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(address, port));
                return port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied && left > 1)
            {
                // The next one. Windows denies ranges that it keeps for itself.
            }
        }
    }
}
