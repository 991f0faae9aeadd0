using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using EdrGrpc.IntegrationTests.Support;

namespace EdrGrpc.IntegrationTests.Audit;

/// <summary>A syslog server: datagrams, or a stream with octet counting. It can be stopped, and started again on the same port.</summary>
internal sealed class SyslogReceiver : IAsyncDisposable
{
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
    private readonly bool _isStream;
    private int _port;
    private Socket? _socket;
    private CancellationTokenSource _ends = new();
    private Task _work = Task.CompletedTask;

    public SyslogReceiver(bool isStream)
    {
        _isStream = isStream;
        Start();
    }

    /// <summary>For Audit:Syslog.</summary>
    public string Address => $"{(_isStream ? "tcp" : "udp")}://127.0.0.1:{_port}";

    public void Start()
    {
        _ends = new CancellationTokenSource();
        _socket = new Socket(AddressFamily.InterNetwork, _isStream ? SocketType.Stream : SocketType.Dgram, _isStream ? ProtocolType.Tcp : ProtocolType.Udp);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, _port));
        _port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        if (_isStream)
        {
            _socket.Listen();
        }

        _work = _isStream ? AcceptAsync(_socket, _ends.Token) : ReceiveAsync(_socket, _ends.Token);
    }

    public async Task StopAsync()
    {
        await _ends.CancelAsync();
        _socket?.Dispose();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ends.Dispose();
    }

    /// <summary>Messages up to and including the first that satisfies the condition.</summary>
    public async Task<List<string>> UntilAsync(Func<string, bool> condition)
    {
        using var limit = new CancellationTokenSource(Gateway.Patience, TimeProvider.System);
        var messages = new List<string>();
        do
        {
            messages.Add(await _messages.Reader.ReadAsync(limit.Token));
        }
        while (!condition(messages[^1]));
        return messages;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task ReceiveAsync(Socket socket, CancellationToken ends)
    {
        var buffer = new byte[65536];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, ends);
            _messages.Writer.TryWrite(Encoding.UTF8.GetString(buffer, 0, length));
        }
    }

    private async Task AcceptAsync(Socket listener, CancellationToken ends)
    {
        while (true)
        {
            using var client = await listener.AcceptAsync(ends);
            await using var stream = new NetworkStream(client, ownsSocket: false);
            try
            {
                while (await LengthAsync(stream, ends) is { } length)
                {
                    var message = new byte[length];
                    await stream.ReadExactlyAsync(message, ends);
                    _messages.Writer.TryWrite(Encoding.UTF8.GetString(message));
                }
            }
            catch (IOException)
            {
                // The sender was stopped in the middle of one.
            }
        }
    }

    private static async Task<int?> LengthAsync(NetworkStream stream, CancellationToken ends)
    {
        var digits = "";
        var one = new byte[1];
        while (await stream.ReadAsync(one, ends) == 1)
        {
            if (one[0] == ' ')
            {
                return int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
            }

            digits += (char)one[0];
        }

        return null;
    }
}
