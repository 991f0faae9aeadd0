using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EdrGrpc.Server.Settings;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Admin;

/// <summary>Sends the audit record to a syslog server (RFC 5424 over UDP). A record out of this machine is the anchor that an edit of the data file cannot reach.</summary>
internal sealed partial class AuditSyslog(IAuditStore store, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditSyslog> logger) : BackgroundService
{
    private const int PageSize = 200;

    // Facility 13 (log audit), severity 5 (notice).
    private const int Priority = (13 * 8) + 5;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Syslog is not { Length: > 0 } address || !IPEndPoint.TryParse(address, out var server))
        {
            return;
        }

        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        var next = await EndAsync(stoppingToken);
        using var timer = new PeriodicTimer(LookInterval, time);
        do
        {
            try
            {
                IReadOnlyList<AuditRecord> page;
                do
                {
                    page = await store.ReadAuditAsync(next, PageSize, stoppingToken);
                    foreach (var record in page)
                    {
                        await socket.SendToAsync(Encoding.UTF8.GetBytes(Message(record)), server, stoppingToken);
                        next = record.Sequence + 1;
                    }
                }
                while (page.Count == PageSize);
            }
            catch (Exception exception) when (exception is SocketException or StoreUnavailableException)
            {
                Failed(logger, address, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // Begins with what is recorded from now on; what was before is there for ExportAudit.
    private async Task<long> EndAsync(CancellationToken cancellationToken)
    {
        var next = 1L;
        while (await store.ReadAuditAsync(next, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            next = page[^1].Sequence + 1;
        }

        return next;
    }

    private static string Message(AuditRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"<{Priority}>1 {record.Entry.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ} {Dns.GetHostName()} edrgrpc {Environment.ProcessId} audit - {OcsfAudit.Write(record)}");

    [LoggerMessage(330, LogLevel.Error, "The audit record cannot be sent to {Address}, it stays in the store: {Reason}")]
    private static partial void Failed(ILogger logger, string address, string reason);
}
