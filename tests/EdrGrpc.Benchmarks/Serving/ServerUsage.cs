namespace EdrGrpc.Benchmarks;

/// <summary>What the server process has used so far.</summary>
internal sealed record ServerUsage(TimeSpan Cpu, long AllocatedBytes, int Collections, long WorkingSet)
{
    public static ServerUsage Parse(string line)
    {
        var parts = line.Split(' ');
        return new ServerUsage(TimeSpan.FromTicks(long.Parse(parts[0])), long.Parse(parts[1]), int.Parse(parts[2]), long.Parse(parts[3]));
    }

    public static ServerUsage operator -(ServerUsage left, ServerUsage right) =>
        new(left.Cpu - right.Cpu, left.AllocatedBytes - right.AllocatedBytes, left.Collections - right.Collections, left.WorkingSet);
}
