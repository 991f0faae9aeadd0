using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdrGrpc.Server.Cluster;
using Xunit;

namespace EdrGrpc.Tests.Domain;

public sealed class FreePortTests
{
    private const string SystemRange = "/proc/sys/net/ipv4/ip_local_port_range";

    [Fact]
    public void Ports_CanBeListenedOn_AndAreNoneTheSystemHandsOut()
    {
        var first = File.Exists(SystemRange) ? int.Parse(File.ReadAllText(SystemRange).Split('\t')[0], CultureInfo.InvariantCulture) : 32_768;
        for (var round = 0; round < 200; round++)
        {
            var port = FreePort.On(IPAddress.Loopback);
            Assert.InRange(port, 1024, first - 1);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
    }

    [Fact]
    public void AddressOfAnotherMachine_IsRefused() => Assert.Throws<SocketException>(() => FreePort.On(IPAddress.Parse("192.0.2.1")));
}
