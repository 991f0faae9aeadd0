using EdrGrpc.Contract.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdrGrpc.Client.Tests;

public sealed class ResumingWatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();

    public static TheoryData<string> Breaks => ["unavailable", "reset", "slow reader", "cancelled by a proxy"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Watch_StreamBreaks_GoesOnAfterTheLastCursor(string kind)
    {
        var end = kind switch
        {
            "unavailable" => ScriptedStreams.Error(StatusCode.Unavailable, "SHUTTING_DOWN"),
            "reset" => ScriptedStreams.Error(StatusCode.Internal),
            "slow reader" => ScriptedStreams.Error(StatusCode.ResourceExhausted, "SLOW_READER"),
            _ => ScriptedStreams.Error(StatusCode.Cancelled),
        };
        var gateway = new ScriptedStreams(([1, 2], end), ([], end), ([3], null));

        Assert.Equal([1, 2, 3], await ReadAsync(gateway));
        Assert.Equal(["", "after 2", "after 2"], gateway.Opened);
    }

    [Theory]
    [InlineData(StatusCode.NotFound, "SUBMISSION_NOT_FOUND")]
    [InlineData(StatusCode.OutOfRange, "CURSOR_OUT_OF_RANGE")]
    [InlineData(StatusCode.Internal, "INTERNAL")]
    [InlineData(StatusCode.ResourceExhausted, "QUOTA_EXCEEDED")]
    [InlineData(StatusCode.PermissionDenied, "PERMISSION_DENIED")]
    public async Task Watch_RefusedForGood_Throws(StatusCode code, string reason)
    {
        var gateway = new ScriptedStreams(([1], ScriptedStreams.Error(code, reason)));

        var error = await Assert.ThrowsAsync<EdrResponseException>(() => ReadAsync(gateway));
        Assert.Equal(reason, error.ReasonName);
    }

    [Fact]
    public async Task Watch_GatewayNamesADelay_IsNotOpenedEarlier()
    {
        var busy = ScriptedStreams.Error(StatusCode.Unavailable, "SHUTTING_DOWN", new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(7)) });
        var gateway = new ScriptedStreams(([1], busy), ([2], null));
        var events = Client(gateway).WatchSubmissionAsync("id").GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());
        var second = events.MoveNextAsync();

        _time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await second.AsTask().WaitAsync(Limit));
        Assert.Equal(2, events.Current.Event.Revision);
    }

    [Fact]
    public async Task Watch_NothingIsHeard_OpensANewStream()
    {
        var gateway = new ScriptedStreams(([1], ScriptedStreams.Silence), ([2], null));
        var events = Client(gateway).WatchSubmissionAsync("id").GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());
        var second = events.MoveNextAsync().AsTask();

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Single(gateway.Opened);
        _time.Advance(TimeSpan.FromSeconds(2));
        await AdvanceUntilAsync(second);

        Assert.True(await second);
        Assert.Equal(["", "after 1"], gateway.Opened);
    }

    [Fact]
    public async Task Watch_CallerCancels_EndsWithoutANewStream()
    {
        using var cancel = new CancellationTokenSource();
        var gateway = new ScriptedStreams(([1], ScriptedStreams.Error(StatusCode.Unavailable)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Client(gateway).WatchSubmissionAsync("id", cancellationToken: cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });
        Assert.Single(gateway.Opened);
    }

    private EdrResponseClient Client(ScriptedStreams gateway) => new(gateway, new EdrResponseClientOptions(), _time, jitter: () => 0);

    private async Task<List<long>> ReadAsync(ScriptedStreams gateway)
    {
        var revisions = new List<long>();
        var reading = Task.Run(async () =>
        {
            await foreach (var watched in Client(gateway).WatchSubmissionAsync("id"))
            {
                revisions.Add(watched.Event.Revision);
            }
        });
        await AdvanceUntilAsync(reading);
        await reading;
        return revisions;
    }

    // Time passes only here: each round lets the watch come to its next timer.
    private async Task AdvanceUntilAsync(Task task)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (!task.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(end) < Limit, "The watch does not go on.");
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
