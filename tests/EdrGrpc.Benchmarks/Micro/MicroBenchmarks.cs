using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace EdrGrpc.Benchmarks;

/// <summary>Runs <see cref="HotPaths"/> with BenchmarkDotNet in this process: nothing is built or restored for it.</summary>
internal static class MicroBenchmarks
{
    public static IReadOnlyList<Figure> Run(bool isQuick)
    {
        var config = ManualConfig.CreateEmpty()
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .AddJob((isQuick ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "edrgrpc-bench-micro"));
        var summary = BenchmarkRunner.Run<HotPaths>(config);
        if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
        {
            throw new InvalidOperationException("A micro-benchmark failed: " + string.Join(' ', summary.ValidationErrors.Select(error => error.Message)));
        }

        return
        [
            .. summary.Reports.Select(report => new Figure(
                $"hot path: {report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'')}",
                "-",
                "",
                $"{report.ResultStatistics!.Mean / 1000:F2} us (+- {report.ResultStatistics.StandardError / 1000:F2}), {report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0:N0} B allocated",
                null)),
        ];
    }
}
