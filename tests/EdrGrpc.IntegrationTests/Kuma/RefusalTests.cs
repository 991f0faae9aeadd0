using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Kuma;

/// <summary>What cannot or must not be done is one line and an exit code, and nothing is recorded.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RefusalTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private readonly Gateway _gateway = shared.Gateway;

    [Theory]
    [InlineData(2, "--path is empty: the event field behind it was empty", "--path", "")]
    [InlineData(2, "--path has no value", "--path")]
    [InlineData(2, "--path holds a template", "--path", "{{.FilePath}}")]
    [InlineData(2, "--path holds control characters", "--path", "C:\\a\nforged line")]
    [InlineData(2, "quote every {{.Field}}", "--path", @"C:\Program", @"Files\x")]
    [InlineData(2, "--targetHost is given twice", "--path", @"C:\x", "--targetHost", "4328e16a-bf83-47c3-8d0b-0fdf79f9d673")]
    [InlineData(4, "--path (action.delete_file.path): Must be an absolute drive or UNC path below the root", "--path", @"C:\")]
    [InlineData(4, "--path (action.delete_file.path): Must hold no segment", "--path", @"C:\a\..\b")]
    [InlineData(4, "--path (action.delete_file.path): Must hold no wildcards", "--path", @"C:\a\*")]
    [InlineData(4, "(SERVER_NOT_FOUND)", "--path", @"C:\a", "--server", "nowhere")]
    public async Task WrongArguments_AreRefusedAndNothingIsRecorded(int exitCode, string said, params string[] arguments)
    {
        using var folder = CorrelatorFolder.For(_gateway);

        var run = await folder.RunAsync("deleteFile.py", ["--targetHost", _gateway.HostId(0), "--eventId", "refused", .. arguments]);

        run.MustEnd(exitCode, said);
        await NothingIsRecordedAsync();
    }

    [Fact]
    public async Task SeveralBadFields_AreAllInTheLine()
    {
        using var folder = CorrelatorFolder.For(_gateway);

        var run = await folder.RunAsync("deleteFile.py", "--targetHost", "a*b-4328", "--path", "x", "--eventId", "e", "--area", "a/b");
        var byName = await folder.RunAsync("deleteFile.py", "--host-name", "a*b", "--path", "x", "--eventId", "e", "--area", "a/b");

        run.MustEnd(2, "--targetHost is no KSC host id");
        byName.MustEnd(4, "--host-name (action.target_host_name):");
        Assert.Contains("--path (action.delete_file.path):", byName.Output, StringComparison.Ordinal);
        Assert.Contains("--area (action.area):", byName.Output, StringComparison.Ordinal);
        await NothingIsRecordedAsync();
    }

    [Fact]
    public async Task HostName_ThatKscDoesNotKnow_IsRefused()
    {
        using var folder = CorrelatorFolder.For(_gateway, "target_host = id-or-name");

        var run = await folder.RunAsync("isolateHost.py", "--targetHost", "HOST-99", "--action", "1", "--eventId", "e");

        run.MustEnd(4, "(HOST_NOT_FOUND)");
        await NothingIsRecordedAsync();
    }

    [Fact]
    public async Task CertificateOfAnotherAuthority_IsNotTrusted()
    {
        var other = Directory.CreateTempSubdirectory("edrgrpc-test-");
        using var certificate = new TestCertificate(other.FullName);
        using var folder = new CorrelatorFolder(_gateway.Url, certificate.Pem);
        using var system = new CorrelatorFolder(_gateway.Url, certificate.Pem);
        system.Write("edrgrpc.ini", $"[gateway]\nurl = {_gateway.Url}\n");

        foreach (var correlator in new[] { folder, system })
        {
            var run = await correlator.RunAsync("isolateHost.py", "--targetHost", _gateway.HostId(0), "--action", "1", "--eventId", "e");
            run.MustEnd(3, "is not trusted");
        }

        other.Delete(recursive: true);
        await NothingIsRecordedAsync();
    }

    [Fact]
    public async Task NameThatIsNotInTheCertificate_IsNotTrusted()
    {
        using var listener = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);
        listener.Start();
        using var folder = new CorrelatorFolder($"https://{listener.LocalEndpoint}", _gateway.CertificatePem);
        var pass = PassAsync(listener, new Uri(_gateway.Url));
        var run = await folder.RunAsync("isolateHost.py", "--targetHost", _gateway.HostId(0), "--action", "1", "--eventId", "e");

        run.MustEnd(3, "is not trusted");
        await pass;
        await NothingIsRecordedAsync();
    }

    [Fact]
    public async Task GatewayThatIsDown_EndsWithinTheLimit()
    {
        await using var down = await Gateway.StartAsync();
        using var folder = CorrelatorFolder.For(down);
        var host = down.HostId(0);
        await down.StopAsync();
        var before = TimeProvider.System.GetTimestamp();

        var run = await folder.RunAsync("isolateHost.py", "--targetHost", host, "--action", "1", "--eventId", "e", "--timeout", "3");

        run.MustEnd(5, "gave no answer within 3 s: Connection refused");
        Assert.InRange(TimeProvider.System.GetElapsedTime(before).TotalSeconds, 0, 15);

        await down.StartAgainAsync();
        using var again = CorrelatorFolder.For(down);
        (await again.RunAsync("isolateHost.py", "--targetHost", host, "--action", "1", "--eventId", "e")).MustEnd(0, "OK: recorded as");
    }

    [Fact]
    public async Task Wait_OnAnOfflineHost_EndsAtItsBoundAndSaysWhy()
    {
        await using var own = await Gateway.StartAsync();
        own.Simulator.Hosts.SetOnline(own.HostId(0), online: false);
        using var folder = CorrelatorFolder.For(own);

        var run = await folder.RunAsync("isolateHost.py", "--targetHost", own.HostId(0), "--action", "1", "--eventId", "e", "--wait", "3");

        run.MustEnd(7, "state ACCEPTED after 3 s of waiting; it goes on. ");
        Assert.Contains("offline", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Wait_OnAHostThatKscDoesNotKnow_SaysRejected()
    {
        await using var own = await Gateway.StartAsync();
        using var folder = CorrelatorFolder.For(own);

        var run = await folder.RunAsync("isolateHost.py", "--targetHost", "4328e16a-bf83-47c3-8d0b-0fdf79f9d673", "--action", "1", "--eventId", "e", "--wait", "30");

        run.MustEnd(6, "REJECTED, submission ");
    }

    private static async Task PassAsync(TcpListener listener, Uri target)
    {
        using var near = await listener.AcceptTcpClientAsync();
        using var far = new TcpClient();
        await far.ConnectAsync(target.Host, target.Port);
        await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
    }

    private async Task NothingIsRecordedAsync() =>
        Assert.Empty((await _gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest(), Gateway.Options())).Submissions);
}
