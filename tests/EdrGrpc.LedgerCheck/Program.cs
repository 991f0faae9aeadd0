using EdrGrpc.LedgerCheck;

// EdrGrpc.LedgerCheck <folder>...: each folder holds ksc-ledger.jsonl, observations.jsonl and gateway.db of one run.
if (args.Length == 0)
{
    Console.Error.WriteLine("Usage: EdrGrpc.LedgerCheck <folder>...");
    return 2;
}

var violations = 0;
foreach (var folder in args)
{
    var findings = LedgerChecks.Of(folder);
    Console.WriteLine($"\n{Path.GetFileName(folder)}");
    foreach (var (name, count) in findings.Figures)
    {
        Console.WriteLine($"  {name,-66}{count,8}");
    }

    foreach (var violation in findings.Violations)
    {
        Console.WriteLine($"  VIOLATION: {violation}");
    }

    Console.WriteLine($"  {"violations",-66}{findings.Violations.Count,8}");
    violations += findings.Violations.Count;
}

return violations == 0 ? 0 : 1;
