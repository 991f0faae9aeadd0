using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdrGrpc.Ksc;

namespace EdrGrpc.Tests.Ksc;

/// <summary>A hand-made TLS server for what a real HTTP stack hides: bytes, connections, broken answers.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly ConcurrentDictionary<int, TcpClient> _open = new();
    private readonly Task _accepting;
    private readonly string _file = Path.GetTempFileName();
    private int _connectionCount;

    public RawServer(IPAddress? address = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=raw", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
        File.WriteAllBytes(_file, Certificate.RawData);
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>Answers: null closes the connection.</summary>
    public Func<RawRequest, byte[]?> Answer { get; set; } = _ => Json("{}");

    public ConcurrentQueue<RawRequest> Requests { get; } = new();

    public int ConnectionCount => Volatile.Read(ref _connectionCount);

    public KscConnectionOptions Options => new()
    {
        Host = ((IPEndPoint)_listener.LocalEndpoint).Address.ToString(),
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        CertificatePin = _file,
        User = "raw-user",
        Password = () => "raw-password",
        RetryCount = 0,
    };

    public static byte[] Json(string body) => Reply(200, Encoding.UTF8.GetBytes(body));

    public static byte[] Reply(int status, byte[] body, string extraHeaders = "") =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {body.Length}\r\n{extraHeaders}\r\n"), .. body];

    /// <summary>Session handling, and the given answers for everything else.</summary>
    public void Serve(Func<RawRequest, byte[]?> answer) => Answer = request => request.Method switch
    {
        "Session.StartSession" => Json("""{"PxgRetVal":"nTokenTokenToken=="}"""),
        "Session.Ping" or "Session.EndSession" or "login" => Json("{}"),
        _ => answer(request),
    };

    /// <summary>Closes idle connections as a server does after its idle timeout.</summary>
    public void CloseConnections()
    {
        foreach (var connection in _open.Values)
        {
            connection.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        CloseConnections();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
        Certificate.Dispose();
        File.Delete(_file);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var number = Interlocked.Increment(ref _connectionCount);
                _connections.Add(ServeAsync(client, number));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        using (client)
        {
            try
            {
                await using var stream = new SslStream(client.GetStream());
                _open[number] = client;
                await stream.AuthenticateAsServerAsync(Certificate);
                while (await RawRequest.ReadAsync(stream, number, _stop.Token) is { } request)
                {
                    Requests.Enqueue(request);
                    if (Answer(request) is not { } answer)
                    {
                        return;
                    }

                    await stream.WriteAsync(answer, _stop.Token);
                    await stream.FlushAsync(_stop.Token);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The client went away, or a test closed the connection.
            }
            finally
            {
                _open.TryRemove(number, out _);
            }
        }
    }
}
