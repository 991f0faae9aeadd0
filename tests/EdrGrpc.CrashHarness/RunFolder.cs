namespace EdrGrpc.CrashHarness;

/// <summary>Names of the files of a run, which the ledger check reads.</summary>
internal static class RunFolder
{
    public const string Ledger = "ksc-ledger.jsonl";
    public const string Observations = "observations.jsonl";
    public const string Store = "gateway.db";
    public const string Policy = "policy.json";
    public const string Log = "gateway.log";
}
