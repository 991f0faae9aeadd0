using System.Diagnostics;

namespace EdrGrpc.Benchmarks;

/// <summary>The side of a <see cref="ChildProcess"/> in that process.</summary>
internal static class Children
{
    /// <summary>Says that it is ready, then answers until its input ends.</summary>
    public static async Task ServeAsync(string ready, Func<string, Task<string>>? answer = null)
    {
        await Console.Out.WriteLineAsync(ready);
        while (await Console.In.ReadLineAsync() is { } question)
        {
            await Console.Out.WriteLineAsync(question == "usage" ? Usage() : await answer!(question));
        }
    }

    private static string Usage()
    {
        using var process = Process.GetCurrentProcess();
        return $"{process.TotalProcessorTime.Ticks} {GC.GetTotalAllocatedBytes(precise: true)} {GC.CollectionCount(0)} {process.WorkingSet64}";
    }
}
