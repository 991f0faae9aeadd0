using System.Globalization;
using System.Runtime.InteropServices;

namespace EdrGrpc.Benchmarks;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors ({Processor()}), {memory:0} GiB memory, {RuntimeInformation.OSDescription}, .NET {Environment.Version}; load generator, server and stand-ins share them (load of the machine before: {Load()}).");
    }

    /// <summary>Processes that were runnable in the minute before: a shared machine makes rates worthless.</summary>
    public static string Load() => Read("/proc/loadavg").Split(' ')[0];

    private static string Processor() => Read("/proc/cpuinfo").Split('\n')
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string Read(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
