using System.Security.Cryptography;
using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Policy;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>
/// Submits the releases that isolations asked for with release_after. A release's request id is made from the isolation's id, so that whatever dies in
/// between, and however many look at once, there is one.
/// </summary>
public sealed class AutoReleaseService(HostServices services, IHostWaker waker, ReleaseActionWriter writeAction) : BackgroundService
{
    private const int MostAtOnce = 500;

    private readonly ILogger _logger = services.Loggers.CreateLogger<AutoReleaseService>();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (StoreUnavailableException exception)
            {
                DispatchLog.AutoReleaseFailed(_logger, exception.Message);
            }

            await Task.Delay(services.Options.AutoReleaseInterval, services.Time, stoppingToken);
        }
    }

    /// <summary>Submits what is due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var isolation in await services.Store.GetReleasesDueAsync(services.Time.GetUtcNow(), MostAtOnce, cancellationToken))
        {
            var release = Release(isolation);
            SendPoints.Reached(SendPoints.ReleaseDue);
            var result = await services.Store.AcceptAsync(
                new AcceptRequest(isolation.Principal, release.Submission.RequestId, SHA256.HashData(release.Submission.Action.Span), null, [release], long.MaxValue), cancellationToken);
            if (result.Outcome == AcceptOutcome.Recorded)
            {
                SendPoints.Reached(SendPoints.ReleaseRecorded);
                DispatchLog.AutoReleased(_logger, isolation.Id, isolation.Host, result.Submissions[0].Id);
                waker.Wake(isolation.Host);
            }
        }
    }

    private NewSubmission Release(Submission isolation)
    {
        var now = services.Time.GetUtcNow();
        var detail = $"Recorded: release of isolation {isolation.Id} after {isolation.ReleaseAfter}.";
        var submission = new Submission
        {
            Id = Guid.CreateVersion7(now),
            RequestId = RequestId(isolation.Id),
            Principal = isolation.Principal,
            PrincipalGroups = isolation.PrincipalGroups,
            Server = isolation.Server,
            TargetHost = isolation.TargetHost,
            Kind = TaskKind.IsolateHost,
            IsolationEnable = false,
            Effects = Effects.Release,
            IsolationId = isolation.Id,
            Area = isolation.Area,
            Severity = isolation.Severity,
            Action = writeAction(isolation),
            Context = isolation.Context,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return new NewSubmission(submission, IncidentBody.Create(isolation.TargetHost, new IsolateHostTask(false), isolation.Area), null, detail)
        {
            Audit = new AuditEntry { Time = now, Principal = AuditEntry.System, Operation = "AutoRelease", Outcome = AuditOutcomes.Allowed, Rule = "release_after" },
        };
    }

    private static Guid RequestId(Guid isolation) =>
        new(SHA256.HashData([.. "edrgrpc auto-release "u8, .. isolation.ToByteArray(bigEndian: true)]).AsSpan(0, 16));
}
