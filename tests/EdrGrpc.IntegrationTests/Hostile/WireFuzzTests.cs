using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using EdrGrpc.Contract;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.IntegrationTests.Watch;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdrGrpc.IntegrationTests.Hostile;

/// <summary>Every RPC of the descriptors, flooded with what is no request. EDRGRPC_SEED repeats a run, EDRGRPC_FUZZ_CASES changes its length.</summary>
public sealed class WireFuzzTests(ITestOutputHelper output)
{
    private const int Cases = 100_000;
    private const int LeastCases = 10_000;
    private const int InFlight = 48;
    private const int Connections = 4;
    private const int WarmUp = 1000;
    private const int MostProblems = 30;

    // A slow machine does fewer cases, not a longer run.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(150);

    private static readonly StatusCode[] OfTheContract =
    [
        StatusCode.OK, StatusCode.InvalidArgument, StatusCode.NotFound, StatusCode.PermissionDenied, StatusCode.FailedPrecondition, StatusCode.AlreadyExists, StatusCode.ResourceExhausted,
        StatusCode.OutOfRange, StatusCode.Unavailable, StatusCode.DeadlineExceeded,
    ];

    private static readonly IReadOnlyList<MethodDescriptor> Methods =
        [.. ResponseServiceReflection.Descriptor.Services.Concat(KscServiceReflection.Descriptor.Services).SelectMany(service => service.Methods)];

    [Theory]
    [InlineData("https", Cases)]
    [InlineData("http", Cases / 10)]
    public async Task EveryRpc_OfTwoServices_AnswersHostileBytesWithAStatusOfTheContract(string scheme, int usual)
    {
        var seed = Environment.GetEnvironmentVariable("EDRGRPC_SEED") is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        var cases = Environment.GetEnvironmentVariable("EDRGRPC_FUZZ_CASES") is { Length: > 0 } count ? int.Parse(count) : usual;
        output.WriteLine($"EDRGRPC_SEED={seed}");
        await using var gateway = await Gateway.StartAsync(
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Ksc:HostCheckInterval"] = "00:10:00", ["Ksc:MaxUnfinished"] = "200", ["urls"] = scheme + "://127.0.0.1:0" },
            keepLogs: LogLevel.Warning);
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(0), online: false);
        var known = (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId;
        var clients = Enumerable.Range(0, Connections).Select(_ => new RawClient(gateway)).ToList();
        var texts = new[] { gateway.HostId(0), "HOST-0001", "default", known };

        var problems = new ConcurrentQueue<string>();

        // What is made once (buffers, prepared statements, compiled code) is no growth.
        await RunAsync(clients, texts, seed, first: -WarmUp, WarmUp, new ConcurrentDictionary<string, int>(StringComparer.Ordinal), problems);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var done = await RunAsync(clients, texts, seed, first: 0, cases, seen, problems);
        watch.Stop();
        clients.ForEach(client => client.Dispose());

        await WatchCalls.EventuallyAsync(() => gateway.Hub().SubscriptionCount == 0);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        output.WriteLine($"{done} cases in {watch.Elapsed.TotalSeconds:0} s; heap {before / 1048576.0:0.0} -> {after / 1048576.0:0.0} MiB, working set {process.WorkingSet64 / 1048576} MiB");
        output.WriteLine(string.Join(", ", seen.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key} {entry.Value}")));
        var errors = gateway.Logs.Lines.Where(line => line.Level >= LogLevel.Error && !line.Text.StartsWith("Grpc.AspNetCore.Server.", StringComparison.Ordinal)).Select(line => line.Text).ToList();
        Assert.True(problems.IsEmpty && errors.Count == 0, string.Join('\n', problems.Concat(errors.Take(MostProblems))));
        Assert.True(done >= Math.Min(cases, LeastCases), $"only {done} cases in the time given");
        Assert.True(after - before < 64 * 1024 * 1024, $"the heap grew by {(after - before) / 1048576} MiB");
        var health = await new Health.HealthClient(gateway.Channel).CheckAsync(new HealthCheckRequest(), Gateway.Options());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        Assert.Equal(known, (await gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = known }, Gateway.Options())).Submission.SubmissionId);
    }

    private static async Task<int> RunAsync(
        List<RawClient> clients, string[] texts, int seed, int first, int count, ConcurrentDictionary<string, int> seen, ConcurrentQueue<string> problems)
    {
        var done = 0;
        var limit = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (number, cancellationToken) =>
        {
            if (limit.Elapsed > Budget || problems.Count >= MostProblems)
            {
                return;
            }

            // Each case has its own generator: a failure names the one number that repeats it.
            var random = new Random(unchecked((seed * 31) + (number * 7919)));
            var hostile = HostileRequest.Next(random, Methods[random.Next(Methods.Count)], texts);
            var answer = await hostile.SendAsync(clients[number & (Connections - 1)], cancellationToken);
            seen.AddOrUpdate($"{answer.Code}", 1, (_, before) => before + 1);
            if (!IsProper(hostile, answer))
            {
                problems.Enqueue($"case {number} of seed {seed}: {hostile.What} to {hostile.Path} gave {answer}");
            }

            Interlocked.Increment(ref done);
        });
        return done;
    }

    private static bool IsProper(HostileRequest hostile, RawAnswer answer)
    {
        if (answer.Http != HttpStatusCode.OK || answer.Code is not { } code)
        {
            return false;
        }

        // Broken frames are the transport's: its codes, never "an exception was thrown".
        return hostile.IsFramed
            ? OfTheContract.Contains(code)
                && (code is StatusCode.OK or StatusCode.DeadlineExceeded || answer.Info?.Domain == ErrorReasons.Domain)
                && (hostile.IsMessage || code is StatusCode.InvalidArgument or StatusCode.DeadlineExceeded)
            : code is not StatusCode.Unknown && !answer.Message.Contains("xception", StringComparison.Ordinal);
    }
}
