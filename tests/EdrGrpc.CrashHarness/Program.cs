using EdrGrpc.CrashHarness;

// EdrGrpc.CrashHarness replicas <folder> <rounds> [seed]: the same for several replicas on PostgreSQL; tests/replicas.sh prepares the networks it needs.
if (args is ["replicas", var target, var count, .. var rest])
{
    var chosen = rest.Length > 0 ? int.Parse(rest[0]) : Random.Shared.Next();
    Console.WriteLine($"seed {chosen}");
    await new ReplicaRun(target, int.Parse(count), chosen).RunAsync();
    return 0;
}

// EdrGrpc.CrashHarness <folder> <kills> [seed [kills at each point of approvals and releases]]: runs, and leaves in <folder>/kills, <folder>/stop and <folder>/approvals what the ledger check reads.
if (args.Length is < 2 or > 4 || !int.TryParse(args[1], out var kills) || kills < 0)
{
    Console.Error.WriteLine("Usage: EdrGrpc.CrashHarness <folder> <kills> [seed [kills at each point of approvals and releases]]");
    return 2;
}

// Five kills at every point, of whatever kind, are the least of a long run.
const int LongRun = 200;
var seed = args.Length > 2 ? int.Parse(args[2]) : Random.Shared.Next();
Console.WriteLine($"seed {seed}");
await Task.WhenAll(
    new ApprovalRun(Path.Combine(args[0], "approvals"), args.Length > 3 ? int.Parse(args[3]) : kills >= LongRun ? 5 : 1, seed).RunAsync(),
    new StopRun(Path.Combine(args[0], "stop"), seed, TimeSpan.FromSeconds(30)).RunAsync(),
    kills == 0 ? Task.CompletedTask : new KillRun(Path.Combine(args[0], "kills"), kills, seed).RunAsync());
return 0;
