using System.Collections.Concurrent;
using System.Diagnostics;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Server.Access;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Access.Matrix;

/// <summary>Every RPC of the descriptors, by every kind of caller, about own and others' submissions, in and out of scope: real calls with real tokens.</summary>
public sealed class AuthorizationMatrixTests(ITestOutputHelper output)
{
    private static readonly ServiceDescriptor[] Services = [ResponseService.Descriptor, KscService.Descriptor, AdminService.Descriptor];

    [Fact]
    public void EveryRpc_HasADeclaredExpectationAndARule()
    {
        var rpcs = Services.SelectMany(service => service.Methods).ToList();
        var problems = rpcs.Where(rpc => !ExpectedAccess.Rpcs.Contains(NameOf(rpc)))
            .Select(rpc => $"{NameOf(rpc)} is a new RPC: say in the table of {nameof(ExpectedAccess)} who may call it.")
            .Concat(rpcs.Where(rpc => RpcRights.Of($"/{rpc.Service.FullName}/{rpc.Name}") is null)
                .Select(rpc => $"{NameOf(rpc)} has no rule in {nameof(RpcRights)}: nobody can call it until it says which right it needs."))
            .Concat(ExpectedAccess.Rpcs.Except(rpcs.Select(NameOf)).Select(gone => $"{gone} is in the table of {nameof(ExpectedAccess)}, but not in the contract any more.")).ToList();

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public async Task EveryRpc_ByEveryCaller_IsAllowedHiddenOrDeniedAsStated()
    {
        var clock = Stopwatch.StartNew();
        await using var world = await MatrixWorld.StartAsync();
        var prepared = clock.Elapsed;
        var calls = new MatrixCalls(world);
        var cells = Services.SelectMany(service => service.Methods).Select(NameOf).Intersect(ExpectedAccess.Rpcs).SelectMany(ExpectedAccess.Cells).ToList();
        var wrong = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(cells, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (cell, _) =>
        {
            var expected = ExpectedAccess.Of(cell);
            var (actual, text) = await OutcomeAsync(() => calls.CallAsync(cell, world.SubmissionOf(cell), world.BatchOf(cell)));
            if (actual != expected)
            {
                wrong.Add($"{cell}: expected {expected}, but it was {actual}: {text}");
            }

            // Whoever may not see a submission hears the same of one that never was.
            if (expected is Outcome.Hidden || (expected is Outcome.Denied && !MayRead(cell)))
            {
                string[] never = [Guid.CreateVersion7().ToString(), Guid.CreateVersion7().ToString()];
                var (ofNone, textOfNone) = await OutcomeAsync(() => calls.CallAsync(cell, never[0], never[1]));
                var same = textOfNone.Replace(never[0], world.SubmissionOf(cell), StringComparison.Ordinal).Replace(never[1], world.BatchOf(cell), StringComparison.Ordinal);
                if (ofNone != actual || same != text)
                {
                    wrong.Add($"{cell}: the answer tells that it exists: \"{text}\", but of one that never was: \"{same}\"");
                }
            }
        });

        output.WriteLine(
            $"{cells.Count} situations: {Services.Sum(service => service.Methods.Count)} RPCs, {ExpectedAccess.WithRoles.Count + MatrixPolicy.Unauthenticated.Length + 1} callers; "
            + string.Join(", ", cells.GroupBy(ExpectedAccess.Of).Select(group => $"{group.Count()} {group.Key}"))
            + $"; prepared in {prepared.TotalSeconds:0.0} s, called in {(clock.Elapsed - prepared).TotalSeconds:0.0} s.");
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order()));
    }

    private static string NameOf(MethodDescriptor method) => $"{method.Service.Name}.{method.Name}";

    private static bool MayRead(Cell cell) =>
        cell.Caller != MatrixPolicy.Stranger && ExpectedAccess.Of(cell with { Rpc = "ResponseService.GetSubmission" }) == Outcome.Allowed;

    private static async Task<(Outcome Outcome, string Text)> OutcomeAsync(Func<Task<bool>> call)
    {
        try
        {
            return await call() ? (Outcome.Allowed, "OK") : (Outcome.Hidden, "OK, but what was asked for is not in the answer");
        }
        catch (RpcException exception)
        {
            var refusal = Refusal.Of(exception);
            var resource = refusal.Status.GetDetail<Google.Rpc.ResourceInfo>();
            var metadata = refusal.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}");
            var text = $"{refusal.Code} {refusal.Reason} {refusal.Message} {string.Join(' ', metadata)} {resource}";
            return exception.StatusCode switch
            {
                StatusCode.NotFound => (Outcome.Hidden, text),
                StatusCode.PermissionDenied => (Outcome.Denied, text),
                StatusCode.Unauthenticated => (Outcome.Unauthenticated, text),
                _ => (Outcome.Other, text),
            };
        }
    }
}
