using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Mapping;
using EdrGrpc.Server.Policy;
using EdrGrpc.Server.Telemetry;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Dispatch;
using EdrGrpc.Submissions.Policy;
using EdrGrpc.Submissions.Servers;
using EdrGrpc.Submissions.Store;
using Google.Protobuf;
using Google.Rpc;
using Microsoft.Extensions.Options;
using KscServer = EdrGrpc.Submissions.Servers.KscServer;
using Submission = EdrGrpc.Submissions.Submission;
using PolicyVerdict = EdrGrpc.Submissions.Policy.PolicyVerdict;

namespace EdrGrpc.Server.Submit;

/// <summary>
/// Records submissions. The order of checks is the contract's: the request id is looked up before anything that may have changed since
/// (servers, names, expiry, quota), so that a repeat is answered whatever happened in between.
/// </summary>
internal sealed class Submitter(
    ISubmissionStore store,
    KscServers servers,
    Rehearsal rehearsal,
    IHostWaker waker,
    IOptionsMonitor<DispatchOptions> options,
    SubmitPolicy submitPolicy,
    IAuditStore audit,
    GatewayMetrics metrics,
    TimeProvider time)
{
    private static readonly TimeSpan QueueRetry = TimeSpan.FromSeconds(10);

    public async Task<SubmitOutcome> SubmitAsync(SubmitCommand command, CancellationToken cancellationToken)
    {
        var requestId = command.RequestId.Length == 0 ? Guid.CreateVersion7(time.GetUtcNow()) : Guid.Parse(command.RequestId);
        var server = servers.Find(command.Server);
        var now = time.GetUtcNow();
        var expiresAt = command.ExpireTime?.ToDateTimeOffset();
        var refusal = submitPolicy.Objection(command.Subject)
            ?? (server is null ? Refusals.ServerNotFound(command.Server, servers.All.Select(known => known.Name))
                : expiresAt <= now ? ExpiredAlready()
                : null);
        var needsNames = command.Items.Any(item => item.Action.TargetCase == ResponseAction.TargetOneofCase.TargetHostName);

        // Recording finds an earlier request by itself; only what could refuse before it makes the look-up necessary.
        if (command.RequestId.Length > 0 && (refusal is not null || needsNames || command.ValidateOnly) && await FindEarlierAsync(command, requestId, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        if (refusal is not null)
        {
            await AuditRefusalAsync(command, refusal, cancellationToken);
            throw refusal;
        }

        var hosts = await ResolveAsync(server!, command, cancellationToken);
        IReadOnlyList<PolicyDecision> decisions;
        try
        {
            decisions = await submitPolicy.DecideAsync(command.Subject, server!, command.Items, hosts, cancellationToken);
        }
        catch (ResponseException forbidden)
        {
            // What was accepted before the policy changed is answered, not refused.
            if (command.RequestId.Length > 0 && await FindEarlierAsync(command, requestId, cancellationToken) is { } before)
            {
                return before;
            }

            await AuditRefusalAsync(command, forbidden, cancellationToken);
            throw;
        }

        var batchId = command.IsBatch && !command.ValidateOnly ? Guid.CreateVersion7(now) : (Guid?)null;
        var news = BuildAll(command, server!, hosts, decisions, requestId, batchId, expiresAt, now);
        var accept = new AcceptRequest(command.Principal, requestId, command.Fingerprint, batchId, news, options.CurrentValue.MaxUnfinished)
        {
            Limits = submitPolicy.Limits(command.Subject, decisions),
        };
        if (command.ValidateOnly)
        {
            if (accept.Limits.Count > 0 && await store.CheckLimitsAsync(accept, cancellationToken) is { } beyond)
            {
                throw LimitReached(beyond);
            }

            return await rehearsal.RunAsync(server!, command, hosts.Select(host => host.Id).ToArray(), requestId, news, cancellationToken);
        }

        var result = await store.AcceptAsync(accept, cancellationToken);
        switch (result.Outcome)
        {
            case AcceptOutcome.RequestIdReused:
                throw Reused(result.BatchId, result.Submissions);
            case AcceptOutcome.QueueFull:
                var full = QueueFull();
                await AuditRefusalAsync(command, full, cancellationToken);
                throw full;
            case AcceptOutcome.LimitReached:
                var limit = LimitReached(result);
                await AuditRefusalAsync(command, limit, cancellationToken);
                throw limit;
            case AcceptOutcome.Recorded:
                Wake(result.Submissions);
                break;
        }

        return new SubmitOutcome(result.BatchId, result.Submissions, result.Outcome == AcceptOutcome.Deduplicated, []);
    }

    private async Task<SubmitOutcome?> FindEarlierAsync(SubmitCommand command, Guid requestId, CancellationToken cancellationToken) =>
        await store.FindRequestAsync(command.Principal, requestId, cancellationToken) is not { } earlier ? null
            : earlier.Fingerprint.Span.SequenceEqual(command.Fingerprint) ? new SubmitOutcome(earlier.BatchId, earlier.Submissions, Deduplicated: true, [])
            : throw Reused(earlier.BatchId, earlier.Submissions);

    private async Task AuditRefusalAsync(SubmitCommand command, ResponseException refusal, CancellationToken cancellationToken)
    {
        if (refusal.Reason is not (ErrorReason.PermissionDenied or ErrorReason.PolicyForbids or ErrorReason.QuotaExceeded or ErrorReason.QueueFull) || command.ValidateOnly)
        {
            return;
        }

        await audit.AppendAsync(
            new AuditEntry
            {
                Time = time.GetUtcNow(),
                Principal = command.Principal,
                Peer = command.Peer,
                Operation = command.Operation,
                Outcome = AuditOutcomes.Denied,
                Rule = refusal.Metadata.GetValueOrDefault("rule") ?? "Ksc:MaxUnfinished",
                Server = servers.Find(command.Server)?.Name ?? command.Server,
                TargetHost = command.Items.Count == 1 ? command.Items[0].Action.TargetHost : "",
                DetailJson = AuditDetail.Of(command),
            },
            cancellationToken);
    }

    private static async Task<ResolvedHost[]> ResolveAsync(KscServer server, SubmitCommand command, CancellationToken cancellationToken)
    {
        var hosts = new ResolvedHost[command.Items.Count];
        var byName = new Dictionary<string, ResolvedHost>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < hosts.Length; index++)
        {
            var action = command.Items[index].Action;
            if (action.TargetCase == ResponseAction.TargetOneofCase.TargetHost)
            {
                hosts[index] = new ResolvedHost(action.TargetHost, null);
                continue;
            }

            if (!byName.TryGetValue(action.TargetHostName, out var resolved))
            {
                var found = await HostResolver.ResolveAsync(server, action.TargetHostName, cancellationToken);
                byName[action.TargetHostName] = resolved = new ResolvedHost(found.Id, found);
            }

            hosts[index] = resolved;
        }

        return hosts;
    }

    private static NewSubmission[] BuildAll(
        SubmitCommand command, KscServer server, ResolvedHost[] hosts, IReadOnlyList<PolicyDecision> decisions, Guid requestId, Guid? batchId, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        var context = SubmissionMapping.ToDomain(command.Context);
        var news = new NewSubmission[command.Items.Count];
        for (var index = 0; index < news.Length; index++)
        {
            var item = command.Items[index];
            var action = item.Action;
            var area = action.Area.Length == 0 ? IncidentBody.DefaultArea : action.Area;
            var archive = (item.Task as IocScanTask)?.Archive;
            var decision = decisions[index];
            var submission = new Submission
            {
                Id = Guid.CreateVersion7(now),
                BatchId = batchId,
                BatchItemId = item.ItemId,
                RequestId = requestId,
                Principal = command.Principal,
                PrincipalGroups = command.Subject.Groups,
                Effects = ActionEffects.Of(item.Task).Effects,
                ReleaseAfter = action.IsolateHost?.ReleaseAfter?.ToTimeSpan(),
                State = decision.Verdict == PolicyVerdict.NeedsApproval ? Submissions.SubmissionState.PendingApproval : Submissions.SubmissionState.Accepted,
                Approval = decision.Verdict == PolicyVerdict.NeedsApproval
                    ? new SubmissionApproval(decision.Rule, decision.Reason, now + decision.ApprovalTime)
                    : null,
                Server = server.Name,
                TargetHost = hosts[index].Id,
                Kind = item.Task.Kind,
                IsolationEnable = (item.Task as IsolateHostTask)?.Enable,
                Area = area,
                Severity = action.Severity == Severity.Unspecified ? (int)Severity.Warning : (int)action.Severity,
                Action = Storable(action, archive),
                Context = context,
                CreatedAt = now,
                UpdatedAt = now,
                ExpiresAt = expiresAt,
            };
            news[index] = new NewSubmission(submission, IncidentBody.Create(hosts[index].Id, item.Task, area), archive, Detail(decision))
            {
                Audit = new AuditEntry
                {
                    Time = now,
                    Principal = command.Principal,
                    Peer = command.Peer,
                    Operation = command.Operation,
                    Outcome = decision.Verdict switch
                    {
                        PolicyVerdict.NeedsApproval => AuditOutcomes.NeedsApproval,
                        PolicyVerdict.Undecided => AuditOutcomes.Undecided,
                        _ => AuditOutcomes.Allowed,
                    },
                    Rule = decision.Rule,
                    DetailJson = AuditDetail.Of(item),
                },
            };
        }

        return news;
    }

    private static string Detail(PolicyDecision decision) =>
        decision.Verdict == PolicyVerdict.NeedsApproval ? $"Recorded. Waiting for approval ({decision.Rule}): {decision.Reason}" : "Recorded.";

    // The archive is stored once by its SHA-256 and never sent back: the action keeps its description.
    private static byte[] Storable(ResponseAction action, Submissions.Actions.IocArchive? archive)
    {
        if (archive is null)
        {
            return action.ToByteArray();
        }

        var described = action.Clone();
        described.IocScan.IocArchive = ByteString.Empty;
        described.IocScan.Archive = new Contract.V1.IocArchive { Sha256Hash = archive.Sha256, SizeBytes = archive.Size };
        described.IocScan.Archive.FileNames.Add(archive.FileNames);
        return described.ToByteArray();
    }

    private void Wake(IReadOnlyList<Submission> submissions)
    {
        metrics.Accepted(submissions[0].Server, submissions[0].Kind.Field(), submissions.Count);
        foreach (var host in submissions.Select(submission => submission.Host).Distinct())
        {
            waker.Wake(host);
        }
    }

    private static ResponseException ExpiredAlready()
    {
        const string text = "must be in the future";
        return new ResponseException(
            ErrorReason.InvalidRequest,
            "1 field is not valid: expire_time: " + text + ".",
            new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "expire_time", Description = text } } })
        {
            Metadata = { ["violations"] = "1", ["listed"] = "1" },
        };
    }

    private static ResponseException LimitReached(AcceptResult result)
    {
        var limit = result.Limit!;
        var text = $"The policy allows at most {limit.Max} in {limit.Window} ({limit.Name}). Nothing was recorded.";
        return new ResponseException(
            ErrorReason.QuotaExceeded,
            text,
            new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = limit.Name, Description = text } } },
            StatusMapping.Retry(result.RetryAfter))
        {
            Metadata = { ["rule"] = limit.Name },
        };
    }

    private ResponseException QueueFull()
    {
        var text = $"More than {options.CurrentValue.MaxUnfinished} submissions are unfinished. Repeat later with the same request_id.";
        return new ResponseException(
            ErrorReason.QueueFull,
            text,
            new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = "unfinished submissions (Ksc:MaxUnfinished)", Description = text } } },
            StatusMapping.Retry(QueueRetry));
    }

    private static ResponseException Reused(Guid? batchId, IReadOnlyList<Submission> submissions)
    {
        var refusal = new ResponseException(
            ErrorReason.RequestIdReused, "This request_id was used before with other content. Use a new one for a new request; nothing was recorded.");
        if (batchId is { } id)
        {
            refusal.Metadata["batch_id"] = id.ToString();
        }
        else if (submissions.Count > 0)
        {
            refusal.Metadata["submission_id"] = submissions[0].Id.ToString();
        }

        return refusal;
    }
}
