using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Grpc.Net.Client;

namespace EdrGrpc.CrashHarness;

/// <summary>
/// The networks that tests/replicas.sh made: this program, KSC and the database in one namespace, each replica in one of its own, with two links: one to
/// this namespace, for KSC, and one to the other replicas, which can be cut.
/// </summary>
internal static class ReplicaNetwork
{
    private const int CloneNewNet = 0x40000000;

    /// <summary>Where KSC listens.</summary>
    public static IPAddress Ksc { get; } = IPAddress.Parse("10.213.1.254");

    public static string Namespace(int replica) => $"{Prefix}{replica}";

    /// <summary>Where the other replicas reach it.</summary>
    public static string Address(int replica) => $"10.213.2.{replica + 1}";

    private static string Prefix => Environment.GetEnvironmentVariable("EDRGRPC_NETNS") is { Length: > 0 } prefix
        ? prefix
        : throw new InvalidOperationException("EDRGRPC_NETNS is not set: run tests/replicas.sh, which makes the network namespaces.");

    /// <summary>Replica and the others lose sight of each other: nothing is refused, packets vanish.</summary>
    public static Task CutAsync(int replica) => RunAsync("ip", "link", "set", $"peers{replica}", "nomaster");

    public static Task MendAsync(int replica) => RunAsync("ip", "link", "set", $"peers{replica}", "master", "peers");

    /// <summary>A channel to a loopback address inside a replica's namespace.</summary>
    public static GrpcChannel Channel(int replica, string address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        DisposeHttpClient = true,
        HttpHandler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,

            // Or a stream would wait for ever for a replica that stands still.
            KeepAlivePingDelay = TimeSpan.FromSeconds(2),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(3),
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = CreateSocket(Namespace(replica));
                try
                {
                    await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        },
    });

    // A socket belongs to the network that its thread is in when it is made.
    private static Socket CreateSocket(string name)
    {
        Socket? socket = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var network = File.OpenHandle($"/run/netns/{name}");
                if (SetNs((int)network.DangerousGetHandle(), CloneNewNet) != 0)
                {
                    throw new InvalidOperationException($"Network namespace {name} cannot be entered (errno {Marshal.GetLastPInvokeError()}).");
                }

                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new IOException("No socket was made.", failure);
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(command[0], command[1..]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
        }
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNs(int descriptor, int type);
}
