using System.Diagnostics;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;

namespace EdrGrpc.Benchmarks;

/// <summary>
/// An outbreak: some thousand isolations asked for within ten minutes, against the 100 response tasks that KSC keeps, while other work is queued, some
/// hosts are offline, and a SOC watches, lists, isolates and releases single hosts. The clock of gateway and KSC runs faster than the real one.
/// </summary>
internal sealed class OutbreakRun(OutbreakOptions options)
{
    private const string Bulk = "isolation in a batch, host online (Isolate)";
    private const string Held = "isolation in a batch, host offline until minute 20 (Isolate)";
    private const string Single = "single critical isolation from minute 2 on (CriticalIsolate)";
    private const string Release = "release from minute 2 on (Release)";
    private const string Before = "getFile, iocScan queued just before (Normal)";

    private readonly ScaledTime _time = new(options.Speed);
    private readonly OutbreakRecord _record = new();
    private readonly List<OutbreakSample> _samples = [];
    private readonly List<TimeSpan> _batches = [];
    private readonly List<TimeSpan> _lists = [];
    private readonly List<TimeSpan> _statuses = [];

    /// <summary>True when nothing was lost and nothing doubled.</summary>
    public async Task<bool> RunAsync()
    {
        var command = $"outbreak --seed {options.Seed} --hosts {options.Hosts} --isolations {options.Isolations} --task-seconds {options.TaskSeconds} --speed {options.Speed}";
        Console.WriteLine($"`{command}`. {Machine.Describe()}");
        Console.WriteLine();
        await RefusalScene.RunAsync(Console.WriteLine);
        Console.WriteLine();

        var started = Stopwatch.GetTimestamp();
        await using var gateway = await StartAsync();
        var plan = new OutbreakPlan(options, [.. gateway.Simulator.Hosts.All.Select(host => host.Id)]);
        Expect(plan);
        foreach (var host in plan.Offline)
        {
            gateway.Simulator.Hosts.SetOnline(host, false);
        }

        var submissions = plan.Earlier.Count + plan.Isolated.Count + plan.Urgent.Count + plan.Released.Count;
        await using var watcher = await EventReader.StartAsync(gateway.Responses, gateway.Headers);
        watcher.Read(_record.Take);
        await BatchAsync(gateway, plan.Earlier);
        var begin = _time.GetUtcNow();
        var work = Task.WhenAll(
            Task.WhenAll(Enumerable.Range(0, OutbreakPlan.Callers).Select(caller => CallAsync(gateway, plan, caller, begin))),
            SinglesAsync(gateway, plan, begin),
            ReturnAsync(gateway, plan, begin));
        await ObserveAsync(gateway, begin, submissions, work);
        await work;

        OutbreakReport.Samples(_samples, Console.WriteLine);
        Console.WriteLine();
        OutbreakReport.Waits(_record.Waits, Console.WriteLine);
        Console.WriteLine();
        Console.WriteLine("| waiting reason, events that said it | |");
        Console.WriteLine("| --- | --- |");
        foreach (var (reason, count) in _record.Reasons)
        {
            Console.WriteLine(OutbreakReport.Text($"| {reason} | {count:N0} |"));
        }

        Console.WriteLine();
        Console.WriteLine(OutbreakReport.Text($"Ends: {string.Join(", ", _record.Ends.Select(end => $"{end.Value} {end.Key}"))}. {_record.Events:N0} events, {(double)_record.Events / submissions:0.0} a submission. Waits by kind (edrgrpc.submissions.waits): {string.Join(", ", gateway.Meters.Waits.Select(wait => $"{wait.Count} {wait.Kind}"))}."));
        Console.WriteLine(OutbreakReport.Text($"Real time of calls: SubmitBatch {new Latencies(_batches)}; first page of ListSubmissions (ACCEPTED) {new Latencies(_lists)}; GetServerStatus {new Latencies(_statuses)}. Real duration {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s."));
        var passed = OutbreakReport.Check(gateway.Simulator, plan, submissions, Console.WriteLine) && _record.Ends.Keys.All(state => state == SubmissionState.Succeeded);
        var (file, log) = gateway.StoreBytes;
        Console.WriteLine(OutbreakReport.Text($"Store: file {file / 1e6:0.0} MB, {file / submissions:N0} bytes a submission with its events; log {log / 1e6:0.0} MB."));
        return passed;
    }

    // Budget, pace and the polling of tasks are the defaults. What a call may take is longer, and the sweep and the look at offline hosts are rarer: a real
    // second of the machine is many here, and it would spend them on ten times the looks that a real outbreak costs.
    private Task<OutbreakGateway> StartAsync() => OutbreakGateway.StartAsync(
        new SimulatorOptions
        {
            TimeProvider = _time,
            Seed = options.Seed,
            HostCount = options.Hosts,
            TaskCreationDelay = TimeSpan.FromSeconds(1),
            DeliveryDelay = TimeSpan.FromSeconds(1),
            StartDelay = TimeSpan.FromSeconds(1),
            RunTime = TimeSpan.FromSeconds(options.TaskSeconds),
        },
        """{ "name": "isolations in all", "effects": ["isolate"], "max": 25000, "window": "01:00:00" }""",
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Ksc:CallTimeout"] = "00:10:00", ["Ksc:SendWindow"] = "00:05:00", ["Ksc:TaskAppearTimeout"] = "00:30:00",
            ["Ksc:SweepInterval"] = "00:05:00", ["Ksc:HostCheckInterval"] = "00:02:00",
        });

    private void Expect(OutbreakPlan plan)
    {
        var offline = plan.Offline.ToHashSet(StringComparer.Ordinal);
        foreach (var action in plan.Earlier)
        {
            _record.Expect(action.TargetHost, Before);
        }

        foreach (var host in plan.Isolated)
        {
            _record.Expect(host, offline.Contains(host) ? Held : Bulk);
        }

        foreach (var (urgent, released) in plan.Urgent.Zip(plan.Released))
        {
            _record.Expect(urgent, Single);
            _record.Expect(released, Release);
        }
    }

    private async Task CallAsync(OutbreakGateway gateway, OutbreakPlan plan, int caller, DateTimeOffset begin)
    {
        for (var wave = caller; wave < OutbreakPlan.Waves; wave += OutbreakPlan.Callers)
        {
            await UntilAsync(begin + (OutbreakPlan.Length * wave / OutbreakPlan.Waves));
            await BatchAsync(gateway, plan.Wave(wave).Select(host => OutbreakPlan.Isolate(host)));
        }
    }

    private async Task BatchAsync(OutbreakGateway gateway, IEnumerable<ResponseAction> actions)
    {
        foreach (var items in actions.Chunk(1000))
        {
            var batch = new SubmitBatchRequest { RequestId = Guid.NewGuid().ToString() };
            batch.Items.Add(items.Select((action, index) => new BatchItem { ItemId = index.ToString(), Action = action }));
            var begun = Stopwatch.GetTimestamp();
            await gateway.Responses.SubmitBatchAsync(batch, gateway.Headers);
            lock (_batches)
            {
                _batches.Add(Stopwatch.GetElapsedTime(begun));
            }
        }
    }

    // An analyst isolates and releases single hosts, one of each every 45 s.
    private async Task SinglesAsync(OutbreakGateway gateway, OutbreakPlan plan, DateTimeOffset begin)
    {
        for (var number = 0; number < OutbreakPlan.Singles; number++)
        {
            await UntilAsync(begin + TimeSpan.FromMinutes(2) + (TimeSpan.FromSeconds(45) * number));
            foreach (var action in (ResponseAction[])[OutbreakPlan.Isolate(plan.Urgent[number], severity: Severity.Critical), OutbreakPlan.Isolate(plan.Released[number], enable: false)])
            {
                await gateway.Responses.SubmitAsync(new SubmitRequest { RequestId = Guid.NewGuid().ToString(), Action = action }, gateway.Headers);
            }
        }
    }

    private async Task ReturnAsync(OutbreakGateway gateway, OutbreakPlan plan, DateTimeOffset begin)
    {
        await UntilAsync(begin + OutbreakPlan.BackOnline);
        foreach (var host in plan.Offline)
        {
            gateway.Simulator.Hosts.SetOnline(host, true);
        }
    }

    // The SOC's screen: a look every minute, until everything ended.
    private async Task ObserveAsync(OutbreakGateway gateway, DateTimeOffset begin, int submissions, Task work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var next = begin; _record.Ended < submissions && !work.IsFaulted; next += TimeSpan.FromMinutes(1))
        {
            await UntilAsync(next);
            var asked = Stopwatch.GetTimestamp();
            var status = await gateway.Ksc.GetServerStatusAsync(new GetServerStatusRequest(), gateway.Headers);
            _statuses.Add(Stopwatch.GetElapsedTime(asked));
            asked = Stopwatch.GetTimestamp();
            await gateway.Responses.ListSubmissionsAsync(
                new ListSubmissionsRequest { PageSize = 100, Filter = new SubmissionFilter { States = { SubmissionState.Accepted } } }, gateway.Headers);
            _lists.Add(Stopwatch.GetElapsedTime(asked));
            process.Refresh();
            var now = _time.GetUtcNow();
            var sample = new OutbreakSample(
                now - begin,
                status.UnfinishedSubmissions,
                status.LiveTasks,
                (int)gateway.Meters.Gauge("edrgrpc.hosts.waiting"),
                _record.Sent(now - TimeSpan.FromMinutes(1), now),
                _record.Ended,
                (process.TotalProcessorTime - before).TotalSeconds,
                process.WorkingSet64);
            _samples.Add(sample);
            await Console.Error.WriteLineAsync(sample.ToString());
        }
    }

    private Task UntilAsync(DateTimeOffset time)
    {
        var wait = time - _time.GetUtcNow();
        return wait > TimeSpan.Zero ? Task.Delay(wait, _time) : Task.CompletedTask;
    }
}
