using System.Diagnostics;

namespace EdrGrpc.Benchmarks;

/// <summary>Runs the benchmarks that were asked for, one after the other.</summary>
internal sealed class BenchmarkRun(BenchmarkOptions options)
{
    private EndToEndResult? _endToEnd;
    private double? _acceptRate;

    public async Task RunAsync(string command)
    {
        var started = Stopwatch.GetTimestamp();
        var machine = Machine.Describe();
        Console.WriteLine(machine);
        var figures = new List<Figure>();
        foreach (var name in options.Names)
        {
            Console.WriteLine();
            Console.WriteLine($"== {name}");
            var begun = Stopwatch.GetTimestamp();
            figures.AddRange(await OneAsync(name));
            Console.WriteLine($"({name} took {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s)");
        }

        Console.WriteLine();
        figures.ForEach(Console.WriteLine);
        if (options.Page is { } page)
        {
            await PerformancePage.UpdateAsync(page, figures, PerformancePage.Run(command, Stopwatch.GetElapsedTime(started), machine));
        }
    }

    private async Task<IReadOnlyList<Figure>> OneAsync(string name) => name switch
    {
        "submit" => await SubmitAsync(),
        "end-to-end" => await EndToEndAsync(),
        "latency" => await LatencyBenchmark.RunAsync(Less(1000)),
        "vendor" => await VendorAsync(),
        "fan-out" => await FanOutBenchmark.RunAsync(options.IsQuick ? [1000] : [1000, 10_000], Less(30)),
        "start" => await StartBenchmark.RunAsync(options.IsQuick ? 2 : 5, Less(1_000_000)),
        "stored" => await StoredBenchmark.RunAsync(new StoredSettings(options.Size ?? (options.IsQuick ? 100_000 : 10_000_000), options.Events, Less(20_000), options.IsQuick ? 1 : 3, options.File)),
        "micro" => MicroBenchmarks.Run(options.IsQuick),
        "replicas" => await ReplicasBenchmark.RunAsync(Less(10_000)),
        _ => throw new ArgumentException($"There is no benchmark \"{name}\".", nameof(name)),
    };

    private async Task<IReadOnlyList<Figure>> SubmitAsync()
    {
        var figures = new List<Figure>();
        foreach (var store in options.Stores)
        {
            var (rows, rate) = await SubmitBenchmark.RunAsync(new SubmitSettings(Less(60_000), options.IsQuick ? 1 : 3, store));
            figures.AddRange(rows);
            _acceptRate ??= rate;
        }

        return figures;
    }

    private async Task<IReadOnlyList<Figure>> EndToEndAsync()
    {
        (var figures, _endToEnd) = await EndToEndBenchmark.RunAsync(new EndToEndSettings(Less(3000), options.IsQuick ? 2 : 4));
        return figures;
    }

    // Compared with the gateway in the same run.
    private async Task<IReadOnlyList<Figure>> VendorAsync()
    {
        var first = _endToEnd is null ? await EndToEndAsync() : [];
        return [.. first, .. await VendorBenchmark.RunAsync(Less(500), _endToEnd!, _acceptRate)];
    }

    private int Less(int count) => options.IsQuick ? Math.Max(count / 10, 10) : count;
}
