using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Cluster;
using Grpc.Core;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// From the start of the real program, as it is published, until its first durable Submit is answered, and the memory it holds then, against a no-op gRPC
/// server; then the memory after many submissions that have ended.
/// </summary>
internal static class StartBenchmark
{
    private const double StartAim = 0.7;
    private const double MemoryAim = 80;
    private const int BatchSize = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // What is measured is the memory of a server that has been idle for this long: there is nothing else to wait for.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <param name="starts">Starts of each program; the first warms the page cache and does not count.</param>
    /// <param name="submissions">Submissions after which memory is looked at again.</param>
    public static async Task<IReadOnlyList<Figure>> RunAsync(int starts, int submissions)
    {
        using var folder = new WorkFolder();
        using var ksc = await KscStandIn.StartAsync(folder.Path, starts + 1);
        var hosts = new Queue<string>(ksc.HostIds);
        var program = await PublishAsync(folder.Make("server"));
        var (ceilings, gateways) = (new List<Start>(), new List<Start>());
        for (var number = 0; number <= starts; number++)
        {
            var url = $"http://127.0.0.1:{FreePort.On(IPAddress.Loopback)}";
            ceilings.Add(await OnceAsync([typeof(StartBenchmark).Assembly.Location, CeilingServer.Command, url], url, hosts.Peek()));
            var settings = await GatewaySettings.CreateAsync(folder.Path, ksc);
            settings["urls"] = url = $"http://127.0.0.1:{FreePort.On(IPAddress.Loopback)}";
            gateways.Add(await OnceAsync(
                [program, .. settings.Select(setting => $"--{setting.Key}={setting.Value}")], url, hosts.Dequeue()));
            Console.WriteLine($"start {number}: no-op {ceilings[^1]}, gateway {gateways[^1]}");
        }

        var (ceiling, gateway) = (Median(ceilings), Median(gateways));
        var more = (gateway.ToFirstAnswer - ceiling.ToFirstAnswer).TotalSeconds;
        var idle = gateway.Resident - ceiling.Resident;
        var grown = await GrowAsync(submissions);
        var half = grown[grown.Count / 2];
        var isFlat = grown[^1] <= half * 1.1;
        return
        [
            new Figure(
                "start to the first answered call",
                $"`dotnet` no-op gRPC server: {ceiling.ToFirstAnswer.TotalSeconds:F2} s",
                $"+ <= {StartAim} s",
                $"**+ {more:F2} s**: {gateway.ToFirstAnswer.TotalSeconds:F2} s to the first durable Submit",
                more <= StartAim),
            new Figure(
                "resident memory, idle after the first call",
                $"`dotnet` no-op gRPC server: {ceiling.Resident:F0} MiB",
                $"+ <= {MemoryAim:F0} MiB",
                $"**+ {idle:F0} MiB**: {gateway.Resident:F0} MiB",
                idle <= MemoryAim),
            new Figure(
                $"resident memory after {submissions:N0} submissions that ended",
                "itself, after half of them",
                "flat (<= 1.1x)",
                $"**{grown[^1] / half:F2}x**: {string.Join(", ", grown.Select(memory => $"{memory:F0}"))} MiB at every tenth of the way",
                isFlat),
        ];
    }

    // What the container holds, not what the build left.
    private static async Task<string> PublishAsync(string output)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "EdrGrpc.sln")))
        {
            root = root.Parent;
        }

        var script = Path.Combine(root?.FullName ?? throw new InvalidOperationException("The benchmarks do not run in a checkout."), "src", "EdrGrpc.Server", "publish.sh");
        using var publish = Process.Start("bash", [script, output]);
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(output, "EdrGrpc.Server.dll") : throw new InvalidOperationException($"{script} ended with {publish.ExitCode}.");
    }

    private static Start Median(List<Start> starts) => new(
        starts.Skip(1).Select(start => start.ToFirstAnswer).Order().ElementAt((starts.Count - 1) / 2),
        starts.Skip(1).Select(start => start.Resident).Order().ElementAt((starts.Count - 1) / 2));

    private static async Task<Start> OnceAsync(string[] command, string url, string hostId)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command)
        {
            start.ArgumentList.Add(argument);
        }

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await ListensAsync(new Uri(url), process);
            using var channel = Load.Channel(url);
            await new ResponseService.ResponseServiceClient(channel).SubmitAsync(Requests.Quarantine(hostId));
            var took = Stopwatch.GetElapsedTime(started);
            await Task.Delay(Settling, TimeProvider.System);
            process.Refresh();
            return new Start(took, process.WorkingSet64 / (1024.0 * 1024));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    // The channel's own pauses between two tries are longer than what is measured.
    private static async Task ListensAsync(Uri url, Process process)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Parse(url.Host), url.Port);
                return;
            }
            catch (SocketException) when (!process.HasExited && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            }
        }
    }

    private static async Task<List<double>> GrowAsync(int submissions)
    {
        using var folder = new WorkFolder();
        using var ksc = await KscStandIn.StartAsync(folder.Path, hosts: 1);
        var settings = await GatewaySettings.CreateAsync(folder.Path, ksc);
        settings["Ksc:SweepInterval"] = "01:00:00";
        using var server = await ServerProcess.StartAsync(folder.Path, new ServerPlan { Settings = settings });
        using var channel = Load.Channel(server.GatewayUrl);
        var client = new ResponseService.ResponseServiceClient(channel);
        var memory = new List<double>();
        for (var batch = 1; batch <= submissions / BatchSize; batch++)
        {
            var request = new SubmitBatchRequest { RequestId = Guid.NewGuid().ToString() };
            request.Items.Add(Enumerable.Range(0, BatchSize).Select(_ => new BatchItem { Action = Requests.Action(Guid.NewGuid().ToString()) }));
            var answer = await client.SubmitBatchAsync(request);
            await client.CancelBatchAsync(new CancelBatchRequest { BatchId = answer.BatchId });
            if (batch % Math.Max(1, submissions / BatchSize / 10) == 0)
            {
                memory.Add((await server.UsageAsync()).WorkingSet / (1024.0 * 1024));
            }
        }

        Console.WriteLine($"resident: {string.Join(", ", memory.Select(size => $"{size:F0}"))} MiB");
        return memory;
    }

    private sealed record Start(TimeSpan ToFirstAnswer, double Resident)
    {
        public override string ToString() => $"{ToFirstAnswer.TotalSeconds:F2} s, {Resident:F0} MiB";
    }
}
