using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc.Simulator;
using Google.Rpc;
using Grpc.Core;

namespace EdrGrpc.Benchmarks;

/// <summary>What callers are answered when the outbreak meets a limit: that of the policy, and that of the queue.</summary>
internal static class RefusalScene
{
    // As docs/policy.md has it.
    private const string ExampleLimits = """
        { "name": "isolations of one caller", "effects": ["isolate"], "per": "principal", "max": 20, "window": "01:00:00", "beyond": "approve" },
        { "name": "isolations in all", "effects": ["isolate"], "max": 200, "window": "01:00:00" }
        """;

    public static async Task RunAsync(Action<string> write)
    {
        write("| asked | answer |");
        write("| --- | --- |");
        await using (var gateway = await StartAsync(ExampleLimits, []))
        {
            write($"| one batch of 1,000 isolations, limits of the example policy (20 an hour for a caller, then approval; 200 in all) | {await BatchAsync(gateway, 1000)} |");
            write($"| then one batch of 100 | {await BatchAsync(gateway, 100)} |");
        }

        await using (var gateway = await StartAsync("", new(StringComparer.Ordinal) { ["Ksc:MaxUnfinished"] = "1500" }))
        {
            write($"| `Ksc:MaxUnfinished=1500`, no limits in the policy: one batch of 1,000 | {await BatchAsync(gateway, 1000)} |");
            write($"| then a second batch of 1,000 | {await BatchAsync(gateway, 1000)} |");
        }
    }

    private static Task<OutbreakGateway> StartAsync(string limits, Dictionary<string, string?> settings) =>
        OutbreakGateway.StartAsync(new SimulatorOptions { HostCount = 1000, RunTime = TimeSpan.FromMinutes(5) }, limits, settings);

    private static async Task<string> BatchAsync(OutbreakGateway gateway, int count)
    {
        var request = new SubmitBatchRequest { RequestId = Guid.NewGuid().ToString() };
        request.Items.Add(gateway.Simulator.Hosts.All.Take(count).Select(host => new BatchItem { ItemId = host.Id, Action = OutbreakPlan.Isolate(host.Id) }));
        try
        {
            var answer = await gateway.Responses.SubmitBatchAsync(request, gateway.Headers);
            return "OK: " + string.Join(", ", answer.Submissions.CountBy(submission => submission.State).Select(state => $"{state.Value} {state.Key}"));
        }
        catch (RpcException exception)
        {
            var status = exception.GetRpcStatus();
            return $"{exception.StatusCode} {status?.GetDetail<ErrorInfo>()?.Reason}, RetryInfo {status?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan().TotalSeconds:0} s: \"{exception.Status.Detail}\"";
        }
    }
}
