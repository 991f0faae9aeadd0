using System.IO.Compression;
using System.Text;
using EdrGrpc.Contract.V1;
using Google.Protobuf;

namespace EdrGrpc.CrashHarness;

/// <summary>All nine kinds. The marker makes the incident's body unlike every other one, by a path or by the area.</summary>
internal static class Actions
{
    private const string Md5 = "44d88612fea8a8f36de82e1278abb02f";
    private const int Kinds = 9;

    public static ResponseAction Random(Random random, string host, string marker)
    {
        var path = $@"C:\crash\{marker}.exe";
        var action = new ResponseAction { TargetHost = host };
        switch (random.Next(Kinds))
        {
            case 0:
                action.GetFile = new GetFile { Path = path };
                break;
            case 1:
                action.DeleteFile = new DeleteFile { Path = path, SearchInSubfolders = true };
                break;
            case 2:
                action.QuarantineFile = new QuarantineFile { Md5Hash = Md5, Path = path };
                break;
            case 3:
                action.IocScan = new IocScan { IocArchive = Archive(marker), ScanCriticalAreas = true };
                action.Area = marker;
                break;
            case 4:
                action.StartProcess = new StartProcess { ExecutablePath = path, Arguments = "/x \"y\"" };
                break;
            case 5:
                action.TerminateProcess = new TerminateProcess { Path = path };
                break;
            case 6:
                action.IsolateHost = new IsolateHost { Action = random.Next(2) == 0 ? IsolationAction.Enable : IsolationAction.Disable };
                action.Area = marker;
                break;
            case 7:
                action.PreventExecution = new PreventExecution { Hash = Md5, Path = path };
                break;
            default:
                action.OnDemandScan = new OnDemandScan
                {
                    Objects = { new ScanObject { Enabled = true, Recursive = true, Path = path, Type = ScanObjectType.Folder } },
                };
                break;
        }

        return action;
    }

    private static ByteString Archive(string marker)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(marker + ".ioc").Open();
            entry.Write(Encoding.UTF8.GetBytes(
                $"""
                <ioc xmlns="http://schemas.mandiant.com/2010/ioc" id="6d2a1b03-b216-4cd8-9a9e-8827af6ebf93"><definition>
                <Indicator operator="OR" id="6d2a1b03-b216-4cd8-9a9e-8827af6ebf94"><IndicatorItem id="6d2a1b03-b216-4cd8-9a9e-8827af6ebf95" condition="is">
                <Context document="FileItem" search="FileItem/FileName" type="mir" /><Content type="string">{marker}</Content>
                </IndicatorItem></Indicator></definition></ioc>
                """));
        }

        return ByteString.CopyFrom(buffer.ToArray());
    }
}
