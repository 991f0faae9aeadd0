using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc;
using EdrGrpc.Server.Errors;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;
using Google.Rpc;
using Microsoft.Extensions.Options;
using KscServer = EdrGrpc.Submissions.Servers.KscServer;

namespace EdrGrpc.Server.Submit;

/// <summary>validate_only: fails where the real call would, or where its submission would end or wait for a person; stores nothing.</summary>
internal sealed class Rehearsal(ISubmissionStore store, IOptionsMonitor<DispatchOptions> options)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    public async Task<SubmitOutcome> RunAsync(
        KscServer server, SubmitCommand command, string[] hosts, Guid requestId, IReadOnlyList<NewSubmission> news, CancellationToken cancellationToken)
    {
        if (store.UnfinishedCount + news.Count > options.CurrentValue.MaxUnfinished)
        {
            var text = $"More than {options.CurrentValue.MaxUnfinished} submissions would be unfinished.";
            throw new ResponseException(
                ErrorReason.QueueFull, text, new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Description = text } } }, StatusMapping.Retry(RetryDelay));
        }

        try
        {
            foreach (var host in hosts.Distinct(StringComparer.Ordinal))
            {
                if (await server.Client.GetHostAsync(host, cancellationToken) is null)
                {
                    throw Refusals.HostNotFound(host, server.Name);
                }
            }

            await CheckSizeAsync(server, news, cancellationToken);
        }
        catch (KscException exception)
        {
            throw new ResponseException(
                ErrorReason.KscUnavailable, $"The rehearsal needs KSC '{server.Name}': {exception.Message}", StatusMapping.Retry(RetryDelay));
        }

        var bodies = news.Select(item => item.Body.Compose(item.Archive is null ? default : item.Archive.Bytes.Span)).ToList();
        var rehearsed = news.Select(item => item.Submission with { Id = Guid.Empty, BatchId = null, RequestId = command.RequestId.Length == 0 ? Guid.Empty : requestId });
        return new SubmitOutcome(null, rehearsed.ToList(), Deduplicated: false, bodies);
    }

    // Limit 49: most bytes of one JSON request (ksc-openapi.md 8.3). The body sits escaped in it, quotes and backslashes twice as long.
    private static async Task CheckSizeAsync(KscServer server, IReadOnlyList<NewSubmission> news, CancellationToken cancellationToken)
    {
        if (await server.Client.GetLimitAsync(KscLimits.MaxRequestBytes, cancellationToken) is not { } limit)
        {
            return;
        }

        foreach (var item in news)
        {
            var size = item.Body.LengthWith(item.Archive?.Size ?? 0);
            if (size > limit)
            {
                throw new ResponseException(
                    ErrorReason.KscRefused, $"The incident would have about {size} bytes; KSC '{server.Name}' takes {limit} (its limit 49).");
            }
        }
    }
}
