using EdrGrpc.Contract.V1;

namespace EdrGrpc.Benchmarks;

/// <summary>The request that all benchmarks submit: a file to quarantine, with a case and a comment.</summary>
internal static class Requests
{
    public static SubmitRequest Quarantine(string hostId) => new()
    {
        RequestId = Guid.NewGuid().ToString(),
        Action = Action(hostId),
        Context = new Context { CaseId = "CASE-2026-004711", Comment = "Alert 4711: quarantine the dropped file on the affected workstation." },
    };

    public static ResponseAction Action(string hostId) => new()
    {
        TargetHost = hostId,
        QuarantineFile = new QuarantineFile { Md5Hash = "44d88612fea8a8f36de82e1278abb02f", Path = @"C:\Users\user\AppData\Local\Temp\dropped\payload.exe" },
    };
}
