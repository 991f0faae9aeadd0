using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EdrGrpc.Contract;
using EdrGrpc.Server.Settings;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Admin;

/// <summary>
/// Sends the audit record to a syslog server (RFC 5424). A record out of this machine is the anchor that an edit of the data file cannot reach. How far it came is
/// remembered in the store; what was sent when the connection was last seen to hold, and since, is sent again after it broke or this server was stopped: records come at
/// least once, and their sequence numbers show it.
/// </summary>
internal sealed partial class AuditSyslog(IAuditStore store, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditSyslog> logger) : BackgroundService, IHostedLifecycleService
{
    private const int PageSize = 200;

    // What receivers take of a message unless they are told otherwise.
    private const int LongestMessage = 8000;

    // Facility 13 (log audit), severity 5 (notice).
    private const int Priority = (13 * 8) + 5;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private SyslogConnection? _connection;
    private long _acknowledged;
    private long _sent;
    private bool _failing;
    private long _before;

    /// <summary>Before anything of this server runs that may be recorded: the work itself begins beside the first calls.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _before = store.AuditHead.Sequence;
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (SyslogAddress.Parse(options.Value.Syslog) is not { } address)
        {
            return;
        }

        var begun = false;
        using var timer = new PeriodicTimer(LookInterval, time);
        try
        {
            do
            {
                try
                {
                    begun = begun || await BeginAsync(address, stoppingToken);
                    await AcknowledgeAsync(address, stoppingToken);
                    await SendAsync(address, stoppingToken);
                }
                catch (Exception exception) when (exception is SocketException or TimeoutException or StoreUnavailableException)
                {
                    Lost(address, exception.Message);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        finally
        {
            _connection?.Dispose();
        }
    }

    // The first time it begins with what is recorded from this start on; what was before is there for ExportAudit.
    private async Task<bool> BeginAsync(SyslogAddress address, CancellationToken cancellationToken)
    {
        var remembered = await store.ReadForwardedAsync(address.ToString(), cancellationToken);
        _acknowledged = _sent = remembered ?? _before;
        if (remembered is null)
        {
            await store.WriteForwardedAsync(address.ToString(), _acknowledged, cancellationToken);
        }

        Begins(logger, address.ToString(), _acknowledged + 1);
        return true;
    }

    // A look after a while: by then a socket knows whether nobody listens, or who listened has hung up.
    private async Task AcknowledgeAsync(SyslogAddress address, CancellationToken cancellationToken)
    {
        if (_connection is { Holds: false })
        {
            Lost(address, "nobody listens there, or the connection was closed");
        }
        else if (_sent > _acknowledged)
        {
            await store.WriteForwardedAsync(address.ToString(), _sent, cancellationToken);
            _acknowledged = _sent;
            if (_failing)
            {
                Again(logger, address.ToString(), _sent);
                _failing = false;
            }
        }
    }

    private async Task SendAsync(SyslogAddress address, CancellationToken cancellationToken)
    {
        IReadOnlyList<AuditRecord> page;
        do
        {
            page = await store.ReadAuditAsync(_sent + 1, PageSize, cancellationToken);
            foreach (var record in page)
            {
                _connection ??= await SyslogConnection.OpenAsync(address, time, cancellationToken);
                await _connection.SendAsync(Message(record), time, cancellationToken);
                _sent = record.Sequence;
            }
        }
        while (page.Count == PageSize);
    }

    private void Lost(SyslogAddress address, string reason)
    {
        _connection?.Dispose();
        _connection = null;
        _sent = _acknowledged;
        if (!_failing)
        {
            _failing = true;
            Failed(logger, address.ToString(), _acknowledged + 1, reason);
        }
    }

    private static string Message(AuditRecord record)
    {
        var proto = AuditHandler.ToProto(record);
        var header = string.Create(
            CultureInfo.InvariantCulture, $"<{Priority}>1 {record.Entry.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ} {Dns.GetHostName()} edrgrpc {Environment.ProcessId} audit - ");
        var whole = header + OcsfAudit.Write(proto);
        return Encoding.UTF8.GetByteCount(whole) <= LongestMessage ? whole : header + OcsfAudit.Write(proto, withDetail: false);
    }

    [LoggerMessage(330, LogLevel.Error, "The audit record cannot be sent to {Address} from record {Sequence} on: {Reason}. It stays in the store and is sent again, once a second, until it can")]
    private static partial void Failed(ILogger logger, string address, long sequence, string reason);

    [LoggerMessage(332, LogLevel.Information, "The audit record is sent to {Address} from record {Sequence} on")]
    private static partial void Begins(ILogger logger, string address, long sequence);

    [LoggerMessage(333, LogLevel.Warning, "The audit record is sent to {Address} again, up to record {Sequence}")]
    private static partial void Again(ILogger logger, string address, long sequence);
}
