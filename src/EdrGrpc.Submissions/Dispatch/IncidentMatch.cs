using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Finds the incidents in KSC that can only be a submission's: host, ADDED and the exact body, newer than its intent, claimed by no other.</summary>
internal sealed class IncidentMatch(ISubmissionStore store, IKscClient ksc)
{
    // KLINCDT_BODY is a full-text attribute in filters (ksc-openapi.md 5.4), so the body is compared here.
    public async Task<List<Incident>> FindAsync(Submission submission, CancellationToken cancellationToken)
    {
        var intent = submission.Intent!;
        var found = await ksc.FindIncidentsAsync(
            KscFilter.And(
                KscFilter.Equal(IncidentAttributes.HostId, submission.TargetHost),
                KscFilter.GreaterThan(IncidentAttributes.Added, intent.AddedUtc.AddSeconds(-1)),
                KscFilter.LessThan(IncidentAttributes.Added, intent.AddedUtc.AddSeconds(1))),
            [new SortBy(IncidentAttributes.Id, Ascending: true)],
            0,
            cancellationToken);
        var body = found.Count == 0 ? "" : await store.GetIncidentBodyAsync(submission.Id, cancellationToken);
        var matches = new List<Incident>();
        foreach (var incident in found)
        {
            if (incident.Id > intent.HighestIncidentId
                && incident.AddedUtc == intent.AddedUtc
                && string.Equals(incident.HostId, submission.TargetHost, StringComparison.OrdinalIgnoreCase)
                && string.Equals(incident.Body, body, StringComparison.Ordinal)
                && (incident.Id == submission.IncidentId || !await store.IsIncidentClaimedAsync(submission.Server, incident.Id, cancellationToken)))
            {
                matches.Add(incident);
            }
        }

        return matches;
    }
}
