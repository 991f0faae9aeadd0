using System.Runtime.CompilerServices;
using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Server.Mapping;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Submissions.Watching;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using SubmissionFilter = EdrGrpc.Contract.V1.SubmissionFilter;

namespace EdrGrpc.IntegrationTests.Watch;

/// <summary>Watches of a gateway as sequences of <see cref="Seen"/>, and the store they are compared with.</summary>
internal static class WatchCalls
{
    public static ISubmissionStore Store(this Gateway gateway) => gateway.App.Services.GetRequiredService<ISubmissionStore>();

    public static WatchHub Hub(this Gateway gateway) => gateway.App.Services.GetRequiredService<WatchHub>();

    /// <summary>All events of the store, as they must arrive.</summary>
    public static async Task<List<SubmissionEvent>> StoredAsync(this Gateway gateway) =>
        [.. (await gateway.Store().ReadEventsAsync(0, long.MaxValue, int.MaxValue, default)).Select(SubmissionMapping.ToProto)];

    public static async Task<List<SubmissionEvent>> StoredAsync(this Gateway gateway, string submissionId) =>
        [.. (await gateway.StoredAsync()).Where(stored => stored.SubmissionId == submissionId)];

    public static async IAsyncEnumerable<Seen> WatchOneAsync(this Gateway gateway, string id, string cursor = "", [EnumeratorCancellation] CancellationToken stop = default)
    {
        using var call = gateway.Responses.WatchSubmission(new WatchSubmissionRequest { SubmissionId = id, AfterCursor = cursor }, Gateway.Options());
        await foreach (var message in call.ResponseStream.ReadAllAsync(stop))
        {
            yield return Seen.Of(message);
        }
    }

    public static async IAsyncEnumerable<Seen> WatchManyAsync(
        this Gateway gateway, SubmissionFilter? filter = null, string cursor = "", [EnumeratorCancellation] CancellationToken stop = default)
    {
        using var call = gateway.Responses.WatchSubmissions(new WatchSubmissionsRequest { Filter = filter, AfterCursor = cursor }, Gateway.Options());
        await foreach (var message in call.ResponseStream.ReadAllAsync(stop))
        {
            yield return Seen.Of(message);
        }
    }

    public static async IAsyncEnumerable<Seen> SubmitAndWatchAsync(this Gateway gateway, SubmitAndWatchRequest request)
    {
        using var call = gateway.Responses.SubmitAndWatch(request, Gateway.Options());
        await foreach (var message in call.ResponseStream.ReadAllAsync())
        {
            yield return Seen.Of(message);
        }
    }

    public static async Task<List<Seen>> ToListAsync(this IAsyncEnumerable<Seen> watch)
    {
        var seen = new List<Seen>();
        await foreach (var message in watch)
        {
            seen.Add(message);
        }

        return seen;
    }

    /// <summary>Reads up to and including the first message that satisfies the condition, then hangs up.</summary>
    public static async Task<List<Seen>> UntilAsync(this IAsyncEnumerable<Seen> watch, Predicate<Seen> condition)
    {
        var seen = new List<Seen>();
        await foreach (var message in watch)
        {
            seen.Add(message);
            if (condition(message))
            {
                return seen;
            }
        }

        throw new InvalidOperationException("The stream ended before.");
    }

    public static List<SubmissionEvent> Events(this IEnumerable<Seen> seen) => [.. seen.Where(message => message.Event is not null).Select(message => message.Event!)];

    public static async Task<Refusal> RefusalAsync(this IAsyncEnumerable<Seen> watch)
    {
        try
        {
            await watch.ToListAsync();
        }
        catch (RpcException exception)
        {
            return Refusal.Of(exception);
        }

        throw new InvalidOperationException("The watch was not refused.");
    }

    /// <summary>Waits until a condition holds, looking every few milliseconds.</summary>
    public static async Task EventuallyAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Gateway.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
