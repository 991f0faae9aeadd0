using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>
/// KSC has no way to take a lost request back: it may work one off after the quiet period, when the submission was sent again or has ended. Such a
/// second incident has the same ADDED and body as the submission; it cannot be undone, so it is raised: an event while the submission runs, always a log line.
/// </summary>
public sealed class LateIncidentSearch(HostServices services)
{
    private readonly ILogger _logger = services.Loggers.CreateLogger<LateIncidentSearch>();

    /// <summary>Looks once for late incidents of all submissions sent within <see cref="DispatchOptions.LateIncidentWatch"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var sentAfter = services.Time.GetUtcNow() - services.Options.LateIncidentWatch;
        foreach (var submission in await services.Store.GetDoubtfulAsync(sentAfter, cancellationToken))
        {
            try
            {
                await CheckAsync(submission, cancellationToken);
            }
            catch (KscException exception)
            {
                // The next look comes soon.
                DispatchLog.LateSearchFailed(_logger, submission.Id, exception.Message);
            }
        }
    }

    /// <summary>Looks once for late incidents of one submission; returns it as it is afterwards.</summary>
    /// <exception cref="KscException">KSC could not be asked.</exception>
    public async Task<Submission> CheckAsync(Submission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);

        // Until it was found out about, any incident may be the submission's own.
        if (submission.Intent is null || submission.State is SubmissionState.Submitting or SubmissionState.Reconciling
            || services.Servers.Find(submission.Server) is not { } server)
        {
            return submission;
        }

        foreach (var incident in await new IncidentMatch(services.Store, server.Client).FindAsync(submission, cancellationToken))
        {
            if (incident.Id == submission.IncidentId || IsNamed(submission, incident.Id))
            {
                continue;
            }

            var detail = submission.IncidentId is { } own
                ? $"KSC has a second incident {incident.Id} beside {own}: it worked off a lost request late. The action may be done twice; look at the host in KSC."
                : $"KSC has incident {incident.Id} after all: it worked off a lost request late.";
            var (isNew, now) = await services.Store.RecordLateIncidentAsync(
                new LateIncident(submission.Id, incident.Id, services.Time.GetUtcNow(), detail), CancellationToken.None);
            submission = now ?? submission;
            if (isNew)
            {
                DispatchLog.LateIncident(_logger, submission.Id, submission.Host, submission.State, incident.Id);
                services.Metrics?.LateIncident(submission.Server);
            }
        }

        return submission;
    }

    // An OUTCOME_UNKNOWN that names its candidates has said it already.
    private static bool IsNamed(Submission submission, int incidentId) =>
        submission.Error?.Metadata?.GetValueOrDefault("candidates")?.Split(',').Contains(incidentId.ToString()) == true;
}
