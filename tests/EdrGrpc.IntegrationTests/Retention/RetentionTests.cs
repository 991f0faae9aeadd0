using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.IntegrationTests.Watch;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdrGrpc.IntegrationTests.Retention;

/// <summary>What ended is kept for Store:Retention, and its request_id for Store:IdempotencyWindow; the longer of the two counts for both.</summary>
public sealed class RetentionTests
{
    private const string Id = "0192f1a0-0000-7000-8000-000000000099";

    [Theory]
    [InlineData("00:00:01", "00:00:03")]
    [InlineData("00:00:03", "00:00:01")]
    public async Task RequestId_IsDeduplicatedUntilItsSubmissionIsPurged_AndThenNew(string retention, string window)
    {
        await using var gateway = await Gateway.StartAsync(settings: Settings(retention, window));
        gateway.Simulator.Hosts.SetOnline(gateway.HostId(1), online: false);
        var unfinished = (await gateway.SubmitAsync(gateway.Isolate(1))).SubmissionId;
        var request = new SubmitRequest { RequestId = Id, Action = gateway.Isolate(0, enable: false) };
        var first = await gateway.Responses.SubmitAsync(request, Gateway.Options());
        var ended = await gateway.EndOfAsync(first.Submission.SubmissionId);
        var old = (await gateway.WatchManyAsync().UntilAsync(message => message.IsCaughtUp))[0].Cursor;

        // Asked until it is gone: whenever it was there it was the same one, and it was kept for the longer of the two times.
        var answer = await gateway.Responses.SubmitAsync(request, Gateway.Options());
        Assert.True(answer.Deduplicated);
        var keptUntil = ended.UpdateTime.ToDateTimeOffset();
        while (answer.Deduplicated)
        {
            Assert.Equal(first.Submission.SubmissionId, answer.Submission.SubmissionId);
            answer = await gateway.Responses.SubmitAsync(request, Gateway.Options());
        }

        Assert.True(TimeProvider.System.GetUtcNow() - keptUntil >= TimeSpan.FromSeconds(3));
        Assert.NotEqual(first.Submission.SubmissionId, answer.Submission.SubmissionId);
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(answer.Submission.SubmissionId)).State);
        var gone = await Refusal.OfAsync(() => gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = first.Submission.SubmissionId }, Gateway.Options()));
        Assert.Equal("SUBMISSION_NOT_FOUND", gone.Reason);
        Assert.Equal(unfinished, (await gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = unfinished }, Gateway.Options())).Submission.SubmissionId);

        // The cursor from before comes back with the oldest one that works.
        var refusal = await gateway.WatchManyAsync(cursor: old).RefusalAsync();
        Assert.Equal((StatusCode.OutOfRange, "CURSOR_OUT_OF_RANGE"), (refusal.Code, refusal.Reason));
        Assert.Contains("Store:Retention", refusal.Message, StringComparison.Ordinal);
        var seen = await gateway.WatchManyAsync(cursor: refusal.Metadata["oldest_cursor"]).UntilAsync(message => message.IsCaughtUp);
        Assert.All(seen.Events(), message => Assert.True(message.Revision > ended.Revision));
        Assert.DoesNotContain(gateway.Logs.Lines, line => line.Level >= LogLevel.Error);
    }

    private static Dictionary<string, string?> Settings(string retention, string window) => new(StringComparer.Ordinal)
    {
        ["Store:Retention"] = retention, ["Store:IdempotencyWindow"] = window, ["Store:PurgeInterval"] = "00:00:00.100", ["Store:PurgeStep"] = "1",
    };
}
