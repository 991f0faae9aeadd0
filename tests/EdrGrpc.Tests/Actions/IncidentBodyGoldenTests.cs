using EdrGrpc.Submissions.Actions;
using EdrGrpc.Tests.Golden;
using Xunit;

namespace EdrGrpc.Tests.Actions;

/// <summary>
/// The nine tasks and their variants, byte for byte. The files were made by Python's json.dumps(data, ensure_ascii=False,
/// separators=(",", ":")), the function of the vendor's sample, and not by the code under test.
/// </summary>
public sealed class IncidentBodyGoldenTests
{
    private const string Host = "b3f0c2d4-5a6b-4c7d-8e9f-001122334455";
    private const string Md5 = "d41d8cd98f00b204e9800998ecf8427e";
    private const string Sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly byte[] ArchiveBytes = [0x50, 0x4B, 3, 4, 0xFB, 0xEF, 0xFF, 0x3E];

    private static readonly IocArchive Archive = new() { Sha256 = new string('0', 64), FileNames = ["a.ioc"], Bytes = ArchiveBytes };

    private static readonly Dictionary<string, (ResponseTask Task, string Area)> Cases = new(StringComparer.Ordinal)
    {
        ["get_file"] = (new GetFileTask("", "", @"C:\Temp\a.exe"), "Kuma"),
        ["get_file_hashes"] = (new GetFileTask(Md5, Sha256, @"\\srv\share\dir\a.exe"), "SOC 1"),
        ["delete_file"] = (new DeleteFileTask("", "", @"C:\Temp\a.exe", null), "Kuma"),
        ["delete_file_subfolders"] = (new DeleteFileTask(Md5, "", @"C:\Temp\a.exe", true), "Kuma"),
        ["delete_file_no_subfolders"] = (new DeleteFileTask("", Sha256, @"C:\Temp\a.exe", false), "Kuma"),
        ["quarantine_file"] = (new QuarantineFileTask(Md5, Sha256, @"C:\Users\Иван\Файл №1.docx"), "Kuma"),
        ["ioc_scan"] = (new IocScanTask(Archive, false, false, false), "Kuma"),
        ["ioc_scan_reactions"] = (new IocScanTask(Archive, true, true, true), "Kuma"),
        ["ioc_scan_one_reaction"] = (new IocScanTask(Archive, false, true, false), "Kuma"),
        ["start_process"] = (new StartProcessTask(@"C:\Windows\System32\cmd.exe", null, null), "Kuma"),
        ["start_process_all"] = (new StartProcessTask(@"C:\Windows\System32\cmd.exe", "/c \"echo a & b\" > C:\\out.txt", @"C:\Temp"), "Kuma"),
        ["start_process_empty"] = (new StartProcessTask("a.exe", "", ""), "Kuma"),
        ["terminate_process"] = (new TerminateProcessTask("", "", @"C:\Temp\a.exe", false), "Kuma"),
        ["terminate_process_case"] = (new TerminateProcessTask(Md5, Sha256, @"C:\Temp\A.exe", true), "Kuma"),
        ["isolate_host_on"] = (new IsolateHostTask(true), "Kuma"),
        ["isolate_host_off"] = (new IsolateHostTask(false), "Kuma"),
        ["prevent_execution"] = (new PreventExecutionTask(Md5, "", false), "Kuma"),
        ["prevent_execution_path"] = (new PreventExecutionTask(Md5, @"C:\Temp\a.exe", true), "Kuma"),
        ["on_demand_scan"] = (new OnDemandScanTask([new ScanObject(true, @"C:\Temp", true, ScanObjectType.Folder)]), "Kuma"),
        ["on_demand_scan_all"] = (new OnDemandScanTask(
            [.. Enum.GetValues<ScanObjectType>().Select(t => new ScanObject(t != ScanObjectType.Email, t == ScanObjectType.Folder ? @"D:\" : "", false, t))]), "Kuma"),
        ["default_area"] = (new IsolateHostTask(true), ""),
        ["hostile_text"] = (new StartProcessTask("+/<>&'`=😀\u2028\u2029\u007f\u0085é\ufeff\uffff", AllControls(), "\"\\\"\\\\"), "Kuma"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Body_IsByteForByteWhatTheVendorsScriptSends(string name)
    {
        var (task, area) = Cases[name];
        var body = IncidentBody.Create(Host, task, area);
        Assert.Equal(task is IocScanTask, body.Tail is not null);
        GoldenFile.Matches(name + ".json", body.Compose(ArchiveBytes));
    }

    [Fact]
    public void Cases_CoverEveryTaskKind() =>
        Assert.Equal(Enum.GetValues<TaskKind>().Order(), Cases.Values.Select(c => c.Task.Kind).Distinct().Order());

    private static string AllControls() => string.Concat(Enumerable.Range(0, 0x20).Select(c => (char)c));
}
