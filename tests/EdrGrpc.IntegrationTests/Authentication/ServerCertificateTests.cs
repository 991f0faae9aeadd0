using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>The server's own certificate: what of it is sent, and its renewal while calls are open.</summary>
public sealed class ServerCertificateTests : IAsyncLifetime
{
    private readonly ServerIdentity _identity = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edrgrpc-tls-");
    private Gateway _gateway = null!;
    private string _first = "";

    private string Certificate => Path.Combine(_folder.FullName, "server.crt");

    private string Key => Path.Combine(_folder.FullName, "server.key");

    public async ValueTask InitializeAsync()
    {
        // As configuration is mounted: what is renewed is a link above the files.
        _first = Write("first");
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "now"), Path.Combine(_folder.FullName, "first"));
        File.CreateSymbolicLink(Certificate, Path.Combine("now", "server.crt"));
        File.CreateSymbolicLink(Key, Path.Combine("now", "server.key"));
        _gateway = await Gateway.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Kestrel:Certificates:Default:Path"] = Certificate, ["Kestrel:Certificates:Default:KeyPath"] = Key, ["Kestrel:Certificates:Default:Password"] = null,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _identity.Dispose();
        _folder.Delete(recursive: true);
    }

    // The client knows the root alone and may not fetch anything.
    [Fact]
    public async Task ClientThatTrustsTheRootOnly_GetsTheWholeChain() => Assert.Equal(_first, await PresentedAsync());

    [Fact]
    public async Task RenewedCertificate_IsForNewConnections_AndOpenStreamsLiveOn()
    {
        using var handler = Handler();
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(_gateway.Url, new Grpc.Net.Client.GrpcChannelOptions { HttpHandler = handler });
        using var watch = await _gateway.OpenWatchAsync(Gateway.Options(), channel);

        var second = Write("second");
        Relink("second");
        await Callers.EventuallyAsync(async () => await PresentedAsync() == second);

        await _gateway.PrincipalAsync(Gateway.Options(), channel);
        while (watch.ResponseStream.Current.Event is null)
        {
            Assert.True(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("no certificate", null)]
    [InlineData("", null)]
    [InlineData(null, "no key")]
    [InlineData(null, "another's key")]
    [InlineData("missing", null)]
    public async Task BrokenRenewal_KeepsTheOneBefore_AndIsTold_UntilItIsMended(string? certificate, string? key)
    {
        Write("second");
        var folder = Path.Combine(_folder.FullName, "second");
        if (certificate is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "server.crt"), certificate, TestContext.Current.CancellationToken);
        }

        if (key is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "server.key"), key == "no key" ? key : _identity.Issue().Key, TestContext.Current.CancellationToken);
        }

        if (certificate == "missing")
        {
            File.Delete(Path.Combine(folder, "server.crt"));
        }

        Relink("second");
        await Callers.EventuallyAsync(async () =>
        {
            Assert.Equal(_first, await PresentedAsync());
            return _gateway.Logs.Lines.Any(line => line.Text.Contains("Kestrel:Certificates:Default:Path", StringComparison.Ordinal) && line.Text.Contains("NOT in force", StringComparison.Ordinal));
        });

        var third = Write("third");
        Relink("third");
        await Callers.EventuallyAsync(async () => await PresentedAsync() == third);
    }

    // Made by hand: no library of this machine offers TLS 1.1 any more.
    [Theory]
    [InlineData(1, "alert")]
    [InlineData(2, "alert")]
    [InlineData(3, "ServerHello")]
    public async Task OldTls_IsRefused(byte minor, string expected)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(_gateway.Url).Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(ClientHello(minor), TestContext.Current.CancellationToken);
        var answer = new byte[7];
        using var limit = new CancellationTokenSource(Gateway.Patience);
        await new NetworkStream(socket).ReadExactlyAsync(answer, limit.Token);

        // A fatal alert "protocol_version", or a handshake.
        Assert.Equal(expected, (answer[0], answer[6]) switch { (21, 70) => "alert", (22, _) => "ServerHello", var other => $"{other}" });
    }

    private static byte[] ClientHello(byte minor)
    {
        byte[] suites = [0xc0, 0x2b, 0xc0, 0x2f, 0xc0, 0x09, 0xc0, 0x0a, 0xc0, 0x13, 0xc0, 0x14, 0x00, 0x2f];
        byte[] extensions =
        [
            0, 10, 0, 6, 0, 4, 0, 23, 0, 24, // supported_groups
            0, 11, 0, 2, 1, 0, // ec_point_formats
            0, 13, 0, 8, 0, 6, 4, 3, 4, 1, 2, 3, // signature_algorithms
        ];
        byte[] hello = [3, minor, .. new byte[32], 0, 0, (byte)suites.Length, .. suites, 1, 0, 0, (byte)extensions.Length, .. extensions];
        byte[] handshake = [1, 0, 0, (byte)hello.Length, .. hello];
        return [22, 3, 1, 0, (byte)handshake.Length, .. handshake];
    }

    private string Write(string folder)
    {
        var (chain, key, thumbprint) = _identity.Issue();
        var path = Directory.CreateDirectory(Path.Combine(_folder.FullName, folder)).FullName;
        File.WriteAllText(Path.Combine(path, "server.crt"), chain);
        File.WriteAllText(Path.Combine(path, "server.key"), key);
        return thumbprint;
    }

    private void Relink(string folder)
    {
        var next = Path.Combine(_folder.FullName, "next");
        Directory.CreateSymbolicLink(next, Path.Combine(_folder.FullName, folder));

        // In one step, which .NET does not do to links to folders.
        Assert.Equal(0, Rename(next, Path.Combine(_folder.FullName, "now")));
    }

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Rename([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);

    private SocketsHttpHandler Handler() => new() { SslOptions = Trust() };

    private async Task<string> PresentedAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(_gateway.Url).Port);
        await using var ssl = new SslStream(new NetworkStream(socket));
        await ssl.AuthenticateAsClientAsync(Trust());
        return ssl.RemoteCertificate!.GetCertHashString();
    }

    private SslClientAuthenticationOptions Trust() => new()
    {
        TargetHost = "127.0.0.1",
        AllowTlsResume = false,
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { _identity.Root }, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true,
        },
    };
}
