using System.Diagnostics;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.StoreTrouble;

/// <summary>Another program holds SQLite's lock: an administrator's sqlite3, a backup tool.</summary>
public sealed class LockedFileTests
{
    [Fact]
    public async Task LockedByAnotherProcess_AllCallersAreToldSoon_AndItGoesOnByItself()
    {
        await using var gateway = await TroubledGateway.StartAsync();
        var acknowledged = new List<string> { (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId };
        await gateway.EndOfAsync(acknowledged[0]);
        await using (await LockingProcess.LockAsync(gateway.StorePath))
        {
            var watch = Stopwatch.StartNew();
            var refusals = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Refusal.OfAsync(() => gateway.Responses.SubmitAsync(
                new SubmitRequest { Action = gateway.Isolate(1) }, Gateway.Options()))));
            Assert.All(refusals, refusal => Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (refusal.Code, refusal.Reason)));
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"50 callers waited {watch.Elapsed.TotalSeconds:0} s");
            await gateway.AssertDownAsync("is locked by another process");

            // WAL: readers are not held up.
            Assert.Equal(acknowledged[0], (await gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = acknowledged[0] }, Gateway.Options())).Submission.SubmissionId);
        }

        acknowledged.Add((await gateway.SubmitAsync(gateway.Isolate(0, enable: false))).SubmissionId);
        await gateway.AssertUpAsync();
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(acknowledged[^1])).State);
        await gateway.AssertHoldsAsync(acknowledged);
    }
}
