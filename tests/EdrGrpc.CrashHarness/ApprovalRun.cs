using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc;
using EdrGrpc.Ksc.Simulator;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace EdrGrpc.CrashHarness;

/// <summary>The gateway is killed between a second person's decision and the sending, and while it releases isolations by itself.</summary>
internal sealed class ApprovalRun(string folder, int killsAtEachPoint, int seed)
{
    private const int ApprovedHosts = 6;
    private const int KilledExitCode = 128 + GatewayProcess.SigKill;

    // The shortest release_after there is, and a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string[] ApprovalPoints = [SendPoints.DecisionStoring, SendPoints.DecisionStored, SendPoints.IntentStored, SendPoints.AnswerUnread];
    private static readonly string[] ReleasePoints = [SendPoints.ReleaseDue, SendPoints.ReleaseRecorded, SendPoints.IntentStored, SendPoints.AnswerUnread];

    private readonly Random _random = new(seed);
    private int _made;

    // A kill at a release's point uses up one release at most.
    private int Isolations => (ReleasePoints.Length * killsAtEachPoint) + 2;

    public async Task RunAsync()
    {
        await using var scene = await Scene.StartAsync(folder, seed, ApprovedHosts + Isolations);
        scene.Simulator.Tasks.Outcome = (_, _, _) => SimulatedOutcome.Succeed;
        _ = new KscFaults(scene.Simulator, scene.Observations, seed, on: false);
        var (caller, approverToken) = await GuardedSettings.ApplyAsync(scene.Settings, folder);
        using var enough = new CancellationTokenSource();
        using var stop = new CancellationTokenSource();
        var approver = new Approver(approverToken, scene.Gateway, scene.Observations, scene.Progress);
        var deciding = approver.RunAsync(stop.Token);
        var calling = CallAsync(scene, caller, enough.Token, stop.Token);
        try
        {
            await KillAsync(scene, "approvals", ApprovalPoints, lastHit: 4);
            await enough.CancelAsync();
            await KillAsync(scene, "releases", ReleasePoints, lastHit: 1);
            using var last = scene.StartGateway();
            scene.Gateway.Up(await last.ListeningAsync() ?? throw new InvalidOperationException("The gateway did not start for the end of the run; see gateway.log."));
            await calling;
            await scene.DrainAsync();
            await UntilAsync(() => approver.Released == Isolations);
            await scene.EndGatewayAsync(last);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(deciding);
        }

        Console.WriteLine($"approvals and releases: {scene.Progress.Acknowledged} submissions acknowledged, {approver.Decisions} decided, {approver.Released} isolations released by themselves");
    }

    private async Task KillAsync(Scene scene, string what, string[] points, int lastHit)
    {
        foreach (var point in points.SelectMany(point => Enumerable.Repeat(point, killsAtEachPoint)))
        {
            var hit = 1 + _random.Next(lastHit);
            using var process = scene.StartGateway(point, hit);
            if (await process.ListeningAsync() is { } address)
            {
                scene.Gateway.Up(address);
            }

            await process.Exited.WaitAsync(Patience, TimeProvider.System);
            scene.Gateway.Down();
            if (process.ExitCode != KilledExitCode)
            {
                scene.Observations.Error($"the gateway ended by itself with {process.ExitCode}");
            }

            scene.Observations.Killed(point, hit);
            Console.WriteLine($"         {what}: kill at {point} (hit {hit}); {scene.Progress.Acknowledged} acknowledged, {scene.Progress.Unfinished} unfinished");
        }
    }

    // Isolations last, on hosts of their own: none may fall due before the kills at the points of releases begin.
    private async Task CallAsync(Scene scene, string token, CancellationToken enough, CancellationToken stop)
    {
        while (!enough.IsCancellationRequested)
        {
            await SubmitAsync(
                scene, token, scene.Hosts[_random.Next(ApprovedHosts)], marker => new ResponseAction { DeleteFile = new DeleteFile { Path = $@"C:\crash\{marker}.exe" } }, stop);
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(200)), TimeProvider.System, stop);
        }

        for (var host = 0; host < Isolations; host++)
        {
            var isolate = new IsolateHost { Action = IsolationAction.Enable, ReleaseAfter = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)) };
            await SubmitAsync(scene, token, scene.Hosts[ApprovedHosts + host], marker => new ResponseAction { IsolateHost = isolate, Area = marker }, stop);
        }
    }

    private async Task SubmitAsync(Scene scene, string token, string host, Func<string, ResponseAction> make, CancellationToken stop)
    {
        var marker = $"a{_made++:00000}x";
        var action = make(marker);
        action.TargetHost = host;
        var request = new SubmitRequest { RequestId = Guid.NewGuid().ToString(), Action = action };
        var sentAt = Observations.Now;
        while (true)
        {
            try
            {
                var client = await scene.Gateway.ClientAsync(token, stop);
                var answer = await client.SubmitAsync(request, cancellationToken: stop);
                scene.Observations.Acknowledged(request.RequestId, [new Acknowledged(answer.Submission.SubmissionId, host, marker)], sentAt, answer.Deduplicated);
                scene.Progress.Acknowledge(answer.Submission.SubmissionId);
                return;
            }
            catch (Exception exception) when (LiveGateway.IsOutage(exception))
            {
                stop.ThrowIfCancellationRequested();
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, stop);
            }
            catch (RpcException exception)
            {
                scene.Observations.Error($"caller: {exception.Status}");
                return;
            }
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
