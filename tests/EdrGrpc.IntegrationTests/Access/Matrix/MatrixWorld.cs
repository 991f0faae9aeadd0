using System.Collections.Concurrent;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Ksc.Simulator;
using Grpc.Core;

namespace EdrGrpc.IntegrationTests.Access.Matrix;

/// <summary>A guarded gateway with two KSC connections, and for every situation a submission of its own, recorded before the policy under test came into force.</summary>
internal sealed class MatrixWorld : IAsyncDisposable
{
    private const int Hosts = 80;
    private const int FirstHostOutOfScope = 40;
    private readonly ConcurrentDictionary<Cell, (string SubmissionId, string BatchId)> _submissions = new();
    private readonly Dictionary<string, int> _isolatedHosts = new(StringComparer.Ordinal);
    private readonly KscSimulator _second;

    private MatrixWorld(GuardedGateway guarded, KscSimulator second) => (Guarded, _second) = (guarded, second);

    public GuardedGateway Guarded { get; }

    public static async Task<MatrixWorld> StartAsync()
    {
        var second = await KscSimulator.StartAsync(Simulator());
        var guarded = await GuardedGateway.StartAsync(MatrixPolicy.Preparing, Simulator(), new Dictionary<string, string?>
        {
            ["Security:FailedAuthenticationsPerMinute"] = "100000",
            ["Ksc:Servers:second:Host"] = second.Host,
            ["Ksc:Servers:second:Port"] = second.Port.ToString(),
            ["Ksc:Servers:second:Cert"] = "False",
            ["Ksc:Servers:second:User"] = second.Options.User,
            ["Ksc:Servers:second:Password"] = second.Options.Password,
            ["Ksc:Servers:second:InternalUser"] = "true",
        });
        var world = new MatrixWorld(guarded, second);
        await world.PrepareAsync();
        await guarded.ChangePolicyAsync(MatrixPolicy.Tested);
        return world;
    }

    public static string ServerOf(Cell cell) => cell.ServerInScope ? "default" : "second";

    /// <summary>The host that a situation is about.</summary>
    public string HostOf(Cell cell) => HostId(cell, 0);

    /// <summary>The display name of that host.</summary>
    public static string HostNameOf(Cell cell) => $"HOST-{(cell.HostInScope ? 1 : FirstHostOutOfScope + 1):0000}";

    /// <summary>The host that the situation's owner isolated.</summary>
    public string IsolatedHostOf(Cell cell) => HostId(cell, _isolatedHosts[OwnerOf(cell)]);

    public string SubmissionOf(Cell cell) => _submissions[cell].SubmissionId;

    public string BatchOf(Cell cell) => _submissions[cell].BatchId;

    public async Task<CallOptions> OptionsOfAsync(string caller) => caller switch
    {
        "nobody" => Gateway.Options(),
        "forged" => GuardedGateway.With("edr_" + new string('A', 43)),
        _ => await Guarded.AsAsync(caller),
    };

    /// <summary>A response that waits for approval, so that nothing is ever sent.</summary>
    public ResponseAction ActionOf(Cell cell) => new() { TargetHost = HostOf(cell), StartProcess = new StartProcess { ExecutablePath = @"C:\Tools\collect.exe" } };

    public async ValueTask DisposeAsync()
    {
        await Guarded.DisposeAsync();
        await _second.DisposeAsync();
    }

    private static SimulatorOptions Simulator()
    {
        var options = Gateway.Fast();
        options.HostCount = Hosts;
        return options;
    }

    private static string OwnerOf(Cell cell) => cell.IsOwn ? cell.Caller : MatrixPolicy.SomebodyElse;

    private string HostId(Cell cell, int index) =>
        (cell.ServerInScope ? Guarded.Gateway.Simulator : _second).Hosts.All[(cell.HostInScope ? 0 : FirstHostOutOfScope) + index].Id;

    private async Task PrepareAsync()
    {
        var cells = ExpectedAccess.Rpcs.SelectMany(ExpectedAccess.Cells).ToList();
        foreach (var owner in cells.Select(OwnerOf).Distinct())
        {
            _isolatedHosts[owner] = _isolatedHosts.Count + 1;
        }

        // A batch of one for each situation: the batch's id finds its only submission in lists, too.
        await Parallel.ForEachAsync(cells, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (cell, _) =>
        {
            var request = new SubmitBatchRequest { RequestId = Guid.NewGuid().ToString(), Server = ServerOf(cell), Items = { new BatchItem { Action = ActionOf(cell) } } };
            var recorded = await Guarded.Gateway.Responses.SubmitBatchAsync(request, await Guarded.AsAsync(OwnerOf(cell)));
            _submissions[cell] = (recorded.Submissions[0].SubmissionId, recorded.BatchId);
        });

        var isolations = cells.Where(cell => cell.Rpc.EndsWith(nameof(ResponseService.ResponseServiceClient.ListIsolatedHosts), StringComparison.Ordinal))
            .DistinctBy(cell => (OwnerOf(cell), cell.ServerInScope, cell.HostInScope));
        await Task.WhenAll(isolations.Select(async cell =>
        {
            var action = new ResponseAction { TargetHost = IsolatedHostOf(cell), IsolateHost = new IsolateHost { Action = IsolationAction.Enable } };
            var owner = OwnerOf(cell);
            var isolation = await Guarded.Gateway.Responses.SubmitAsync(
                new SubmitRequest { RequestId = Guid.NewGuid().ToString(), Server = ServerOf(cell), Action = action }, await Guarded.AsAsync(owner));

            // The policy under test would deny what is not sent by then.
            await Guarded.EndOfAsync(owner, isolation.Submission.SubmissionId);
        }));
    }
}
