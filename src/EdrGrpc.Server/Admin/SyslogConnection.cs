using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EdrGrpc.Server.Admin;

/// <summary>A socket to a syslog server. Neither way of sending is acknowledged: <see cref="Holds"/> tells later whether what was sent is known to be lost.</summary>
internal sealed class SyslogConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Socket _socket;
    private readonly bool _isStream;

    private SyslogConnection(Socket socket, bool isStream) => (_socket, _isStream) = (socket, isStream);

    /// <exception cref="SocketException">It is not there.</exception>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public static async Task<SyslogConnection> OpenAsync(SyslogAddress address, TimeProvider time, CancellationToken cancellationToken)
    {
        var isStream = address.Protocol == ProtocolType.Tcp;
        var socket = new Socket(isStream ? SocketType.Stream : SocketType.Dgram, address.Protocol);
        try
        {
            // A datagram socket is connected too: only then does it hear that nobody listens.
            await socket.ConnectAsync(address.Host, address.Port, cancellationToken).AsTask().WaitAsync(Patience, time, cancellationToken);
            return new SyslogConnection(socket, isStream);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>False if the other side has hung up, or nobody listens there.</summary>
    public bool Holds
    {
        get
        {
            try
            {
                var error = (int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
                return error == 0 && !(_isStream && _socket.Poll(TimeSpan.Zero, SelectMode.SelectRead) && _socket.Available == 0);
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }

    /// <exception cref="SocketException">It was not sent.</exception>
    /// <exception cref="TimeoutException">The other side does not read.</exception>
    public async Task SendAsync(string message, TimeProvider time, CancellationToken cancellationToken)
    {
        // RFC 6587: octet counting. A datagram (RFC 5426) is a message by itself.
        var length = Encoding.UTF8.GetByteCount(message).ToString(CultureInfo.InvariantCulture);
        ReadOnlyMemory<byte> rest = Encoding.UTF8.GetBytes(_isStream ? $"{length} {message}" : message);
        while (rest.Length > 0)
        {
            rest = rest[await _socket.SendAsync(rest, cancellationToken).AsTask().WaitAsync(Patience, time, cancellationToken)..];
        }
    }

    public void Dispose() => _socket.Dispose();
}
