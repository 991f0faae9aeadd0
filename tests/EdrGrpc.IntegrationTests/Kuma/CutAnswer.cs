using System.Net;
using System.Net.Sockets;

namespace EdrGrpc.IntegrationTests.Kuma;

/// <summary>A proxy of TCP that passes everything on, except that the first answers are cut off after they were sent.</summary>
internal sealed class CutAnswer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _target;
    private int _left;
    private int _cut;

    public CutAnswer(string target, int answers)
    {
        _target = new Uri(target);
        _left = answers;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>Answers that the gateway gave and nobody got.</summary>
    public int Cut => Volatile.Read(ref _cut);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var nearClient = client;
        using var far = new TcpClient();
        await far.ConnectAsync(_target.Host, _target.Port);
        await using var near = client.GetStream();
        await using var server = far.GetStream();
        if (Interlocked.Decrement(ref _left) < 0)
        {
            await Task.WhenAny(near.CopyToAsync(server), server.CopyToAsync(near));
            return;
        }

        _ = near.CopyToAsync(server);
        if (await server.ReadAsync(new byte[1]) > 0)
        {
            Interlocked.Increment(ref _cut);
        }
    }
}
