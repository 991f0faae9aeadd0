using System.Runtime.CompilerServices;
using EdrGrpc.Contract.V1;
using Grpc.Core;

namespace EdrGrpc.Cli.Watch;

/// <summary>The two watch calls in one form.</summary>
internal static class WatchStreams
{
    public static Func<string, CancellationToken, IAsyncEnumerable<WatchMessage>> One(CommandContext context, string submissionId) =>
        (cursor, cancellation) => OneAsync(context, new WatchSubmissionRequest { SubmissionId = submissionId, AfterCursor = cursor }, cancellation);

    public static Func<string, CancellationToken, IAsyncEnumerable<WatchMessage>> Many(CommandContext context, SubmissionFilter filter) =>
        (cursor, cancellation) => ManyAsync(context, new WatchSubmissionsRequest { Filter = filter, AfterCursor = cursor }, cancellation);

    private static async IAsyncEnumerable<WatchMessage> OneAsync(CommandContext context, WatchSubmissionRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var call = context.Gateway.Responses.WatchSubmission(request, context.Gateway.Stream(cancellation));
        await foreach (var message in call.ResponseStream.ReadAllAsync(cancellation))
        {
            yield return new WatchMessage(message.Cursor, message.Event, message);
        }
    }

    private static async IAsyncEnumerable<WatchMessage> ManyAsync(CommandContext context, WatchSubmissionsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var call = context.Gateway.Responses.WatchSubmissions(request, context.Gateway.Stream(cancellation));
        await foreach (var message in call.ResponseStream.ReadAllAsync(cancellation))
        {
            yield return new WatchMessage(message.Cursor, message.Event, message);
        }
    }
}
