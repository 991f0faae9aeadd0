using System.Diagnostics;

namespace EdrGrpc.Benchmarks;

/// <summary>The way of the vendor's document and of KUMA's scripts: one Python process per action, as many at once as there are processors, against the same stand-in as the gateway.</summary>
internal static class VendorBenchmark
{
    private const double RateAim = 200;
    private const double CpuAim = 50;

    /// <param name="actions">How many processes.</param>
    /// <param name="endToEnd">The gateway's way to SUBMITTED, measured in the same run.</param>
    /// <param name="acceptRate">Durable Submits a second, measured in the same run; null when they were not.</param>
    public static async Task<IReadOnlyList<Figure>> RunAsync(int actions, EndToEndResult endToEnd, double? acceptRate)
    {
        using var folder = new WorkFolder();
        using var ksc = await KscStandIn.StartAsync(folder.Path, actions + 20);
        var python = await RunAsync("python3", "-c", "import sys; print(sys.executable)");
        var script = Path.Combine(AppContext.BaseDirectory, "vendor_way.py");
        var hosts = new Queue<string>(ksc.HostIds);
        foreach (var _ in Enumerable.Range(0, 20))
        {
            await ActAsync(hosts.Dequeue());
        }

        var cpu = ProcessTree.EndedChildren();
        var times = new List<TimeSpan>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            while (Next() is { } host)
            {
                var started = Stopwatch.GetTimestamp();
                await ActAsync(host);
                lock (times)
                {
                    times.Add(Stopwatch.GetElapsedTime(started));
                }
            }
        })));
        var rate = actions / watch.Elapsed.TotalSeconds;
        var cpuEach = (ProcessTree.EndedChildren() - cpu) / actions;
        if ((await ksc.CallsAsync()).GetValueOrDefault("HostGroup.UpdateIncident") != actions + 20)
        {
            throw new InvalidOperationException("The stand-in did not see one UpdateIncident per process.");
        }

        var latencies = new Latencies(times);
        Console.WriteLine($"vendor way: {rate:N1} actions/s, {cpuEach.TotalMilliseconds:F1} ms of CPU each, {latencies}");
        var (rates, cpus) = (endToEnd.Rate / rate, cpuEach / endToEnd.ServerCpu);
        var accepted = acceptRate is { } accepts ? $"; durably accepted: {accepts / rate:N0}x ({accepts:N0}/s)" : "";
        return
        [
            new Figure(
                "one Python process per action: login, AddIncident, UpdateIncident",
                $"{rate:N1} actions/s with {Environment.ProcessorCount} at once, {cpuEach.TotalMilliseconds:F1} ms of CPU each, {latencies}",
                $">= {RateAim:F0}x actions/s, <= 1/{CpuAim:F0} CPU per action",
                $"**{rates:N0}x, 1/{cpus:N0}**: to SUBMITTED {endToEnd.Rate:N0}/s with {endToEnd.ServerCpu.TotalMilliseconds:F2} ms of gateway CPU each, looking for the task and following it to its end included{accepted}",
                rates >= RateAim && cpus >= CpuAim),
        ];

        string? Next()
        {
            lock (hosts)
            {
                return hosts.TryDequeue(out var host) ? host : null;
            }
        }

        Task ActAsync(string host) => RunAsync(python, script, ksc.Host, ksc.Port, ksc.CertificateFile, ksc.User, ksc.PasswordFile, host);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }
}
