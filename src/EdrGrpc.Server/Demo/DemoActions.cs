using System.IO.Compression;
using System.Text;
using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc.Simulator;
using Google.Protobuf;

namespace EdrGrpc.Server.Demo;

/// <summary>One action of each of the nine kinds, and one that is made to fail.</summary>
internal static class DemoActions
{
    private const string Md5 = "44d88612fea8a8f36de82e1278abb02f";
    private const string Sha256 = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";
    private const string Path = @"C:\Users\Public\invoice.exe";
    private const string MissingFile = @"C:\Users\Public\not-there.exe";

    public static string HostName(int index) => $"HOST-{index + 1:0000}";

    public static SimulatedOutcome OutcomeOf(string hostId, string task, string body) =>
        body.Contains("not-there.exe", StringComparison.Ordinal)
            ? SimulatedOutcome.Fail("The file was not found on the host.")
            : SimulatedOutcome.Succeed;

    public static IReadOnlyList<DemoAction> All(KscSimulator simulator)
    {
        ResponseAction[] actions =
        [
            new() { GetFile = new GetFile { Sha256Hash = Sha256, Path = Path } },
            new() { QuarantineFile = new QuarantineFile { Md5Hash = Md5, Path = Path } },
            new() { DeleteFile = new DeleteFile { Path = Path, SearchInSubfolders = false } },
            new() { IocScan = new IocScan { IocArchive = SampleArchive(), ScanCriticalAreas = true } },
            new() { StartProcess = new StartProcess { ExecutablePath = @"C:\Windows\System32\ipconfig.exe", Arguments = "/flushdns" } },
            new() { TerminateProcess = new TerminateProcess { Md5Hash = Md5, Path = Path } },
            new() { IsolateHost = new IsolateHost { Action = IsolationAction.Enable }, Severity = Severity.Critical },
            new() { PreventExecution = new PreventExecution { Hash = Md5, Path = Path } },
            new() { OnDemandScan = new OnDemandScan { Objects = { new ScanObject { Enabled = true, Type = ScanObjectType.SystemMemory, Recursive = true } } } },
            new() { DeleteFile = new DeleteFile { Path = MissingFile } },
        ];
        return actions.Select((action, index) =>
        {
            action.TargetHostName = HostName(index);
            var title = action.TaskCase.ToString();
            return new DemoAction(index == actions.Length - 1 ? title + " (made to fail)" : title, HostName(index), action);
        }).ToList();
    }

    /// <summary>For a host that is offline: it waits, and can be cancelled.</summary>
    public static ResponseAction Waiting(string hostName) => new() { TargetHostName = hostName, GetFile = new GetFile { Path = Path } };

    // A minimal OpenIOC 1.0 document: one indicator, the EICAR test file's MD5.
    private static ByteString SampleArchive()
    {
        const string ioc = $"""
            <?xml version="1.0" encoding="utf-8"?>
            <ioc xmlns="http://schemas.mandiant.com/2010/ioc" id="6d2a1b03-b216-4cd8-9a9e-8827af6ebf93">
              <short_description>EICAR test file</short_description>
              <definition>
                <Indicator operator="OR" id="6d2a1b03-b216-4cd8-9a9e-8827af6ebf94">
                  <IndicatorItem id="6d2a1b03-b216-4cd8-9a9e-8827af6ebf95" condition="is">
                    <Context document="FileItem" search="FileItem/Md5sum" type="mir" />
                    <Content type="md5">{Md5}</Content>
                  </IndicatorItem>
                </Indicator>
              </definition>
            </ioc>
            """;
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("eicar.ioc").Open();
            entry.Write(Encoding.UTF8.GetBytes(ioc));
        }

        return ByteString.CopyFrom(buffer.ToArray());
    }
}
