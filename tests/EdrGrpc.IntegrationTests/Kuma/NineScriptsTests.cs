using System.IO.Compression;
using System.Runtime.Versioning;
using EdrGrpc.IntegrationTests.Submit;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.IntegrationTests.Kuma;

/// <summary>The arguments that the vendor documents, given to each script, come out of KSC as the documented request.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class NineScriptsTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Md5 = "44d88612fea8a8f36de82e1278abb02f";
    private const string Sha256 = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";
    private const string Path = @"C:\Temp\a b.exe";

    public static TheoryData<int, string, string[], string> Rules => new()
    {
        { 0, "getFile.py", ["--path", Path, "--md5hash", Md5], $$"""{"md5hash":"{{Md5}}","sha256hash":"","path":"C:\\Temp\\a b.exe"}""" },
        { 1, "deleteFile.py", ["--path", Path, "--sha256hash", Sha256, "--searchInSubfolders", "true"], $$"""{"md5hash":"","sha256hash":"{{Sha256}}","path":"C:\\Temp\\a b.exe","searchInSubfolders":true}""" },
        { 2, "quarantineFile.py", ["--path", @"\\сервер\share\файл $(id) `id` ;.exe"], """{"md5hash":"","sha256hash":"","path":"\\\\сервер\\share\\файл $(id) `id` ;.exe"}""" },
        { 3, "startProcess.py", ["--executablePath", Path, "--arguments", "-x \"a b\" && y", "--workingFolder", @"C:\Temp"], """{"executablePath":"C:\\Temp\\a b.exe","arguments":"-x \"a b\" && y","workingFolder":"C:\\Temp"}""" },
        { 4, "terminateProcess.py", ["--path", Path, "--caseSensitive", "True"], """{"md5hash":"","sha256hash":"","path":"C:\\Temp\\a b.exe","caseSensitive":true}""" },
        { 5, "isolateHost.py", ["--action", "1"], """{"action":1}""" },
        { 6, "isolateHost.py", ["--action", "0"], """{"action":0}""" },
        { 7, "preventExecution.py", ["--hash", Md5, "--path", Path, "--caseSensitive", "0"], $$"""{"hash":"{{Md5}}","path":"C:\\Temp\\a b.exe","caseSensitive":false}""" },
        { 8, "onDemandScan.py", ["--path", @"C:\Program Files\x D:\y", "--recursive", "true", "--type", "22"], """[{"enabled":true,"path":"C:\\Program Files\\x","recursive":true,"type":22},{"enabled":true,"path":"D:\\y","recursive":true,"type":22}]""" },
        { 9, "onDemandScan.py", ["--type", "14"], """[{"enabled":true,"path":"","recursive":false,"type":14}]""" },
        { 10, "iocScan.py", ["--ioc", "<archive>", "--isolateHost", "true", "--scanCriticalAreas", "false", "--quarantineObject", "1"], """{"ioc":"<base64>","isolateHost":true,"scanCriticalAreas":false,"quarantineObject":true}""" },
        { 11, "ioCScan.py", ["--ioc", "<archive>"], """{"ioc":"<base64>","isolateHost":false,"scanCriticalAreas":false,"quarantineObject":false}""" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Script_WithTheDocumentedArguments_RunsItsTask(int host, string script, string[] arguments, string parameters)
    {
        var gateway = shared.Gateway;
        var archive = NineTasksTests.Archive();
        using var folder = CorrelatorFolder.For(gateway);
        var file = folder.Write("ioc.zip", archive);

        var run = await folder.RunAsync(
            script, ["--targetHost", gateway.HostId(host), .. arguments.Select(argument => argument == "<archive>" ? file : argument), "--eventId", "event 1", "--wait", "30"]);

        run.MustEnd(0, "OK: SUCCEEDED, submission ");
        var added = Assert.Single(gateway.Simulator.Ledger.Of(LedgerKind.IncidentAdded), entry => entry.HostId == gateway.HostId(host));
        var task = script[..^3].Replace("ioC", "ioc", StringComparison.Ordinal);
        var expected = parameters.Replace("<base64>", Convert.ToBase64String(archive), StringComparison.Ordinal);
        Assert.Equal($$"""{"targetHost":"{{gateway.HostId(host)}}","task":"{{task}}","params":{{expected}},"responseEventIncident":true,"responseEventIncidentArea":"Kuma"}""", added.Body);
        Assert.Equal(2, added.Severity);
        Assert.Empty(gateway.Simulator.StrictRejections);
    }

    [Fact]
    public async Task IocScan_OfTheLargestArchive_IsTakenAndOneByteMoreIsNot()
    {
        const int limit = 3 * 1024 * 1024;
        var gateway = shared.Gateway;
        using var folder = CorrelatorFolder.For(gateway);
        var archive = Padded(limit);

        var taken = await folder.RunAsync("iocScan.py", "--targetHost", gateway.HostId(12), "--eventId", "large", "--ioc", folder.Write("full.zip", archive), "--validateOnly");
        var refused = await folder.RunAsync("iocScan.py", "--targetHost", gateway.HostId(12), "--ioc", folder.Write("over.zip", [.. archive, 0]));

        taken.MustEnd(0, "checked, would be recorded; nothing was done");
        refused.MustEnd(2, "--ioc is larger than 3 MiB");
    }

    // A stored entry beside the IOC file brings the archive to the size exactly.
    private static byte[] Padded(int size)
    {
        var padding = size - NineTasksTests.Archive().Length;
        while (true)
        {
            using var buffer = new MemoryStream();
            buffer.Write(NineTasksTests.Archive());
            using (var zip = new ZipArchive(buffer, ZipArchiveMode.Update, leaveOpen: true))
            {
                using var entry = zip.CreateEntry("padding.bin", CompressionLevel.NoCompression).Open();
                entry.Write(new byte[padding]);
            }

            if (buffer.Length == size)
            {
                return buffer.ToArray();
            }

            padding += size - (int)buffer.Length;
        }
    }
}
