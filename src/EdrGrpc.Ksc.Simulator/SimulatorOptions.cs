using System.Net;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Settings of a simulated Administration Server. Every delay, limit and clock runs on <see cref="TimeProvider"/>.</summary>
/// <remarks>Delays and limits may be changed while the simulator runs; they apply from the next use on.</remarks>
public sealed class SimulatorOptions
{
    /// <summary>Port to listen on. Default 0: a free port is taken.</summary>
    public int Port { get; set; }

    /// <summary>Address to listen on; only loopback addresses are accepted, unless <see cref="IsIsolatedNetwork"/>. Default 127.0.0.1.</summary>
    public IPAddress BindAddress { get; set; } = IPAddress.Loopback;

    /// <summary>True where <see cref="BindAddress"/> is of a network that only the test reaches, such as a network namespace of its own.</summary>
    public bool IsIsolatedNetwork { get; set; }

    /// <summary>Account that may log in. Default "edr-gateway".</summary>
    public string User { get; set; } = "edr-gateway";

    /// <summary>Password of <see cref="User"/>. Default "simulator-password".</summary>
    public string Password { get; set; } = "simulator-password";

    /// <summary>True when <see cref="User"/> is an account stored in KSC (<c>internal="1"</c>). Default true.</summary>
    public bool InternalUser { get; set; } = true;

    /// <summary>Names of virtual servers that <c>X-KSC-VServer</c> may select. Default none.</summary>
    public IReadOnlyList<string> VirtualServers { get; set; } = [];

    /// <summary>Source of time and timers. Default the system clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How far the server's clock runs ahead of (or behind) <see cref="TimeProvider"/>. Default zero.</summary>
    public TimeSpan ClockSkew { get; set; }

    /// <summary>Number of hosts made at start. Default 20.</summary>
    public int HostCount { get; set; } = 20;

    /// <summary>Time from AddIncident until the task exists. Default 300 ms.</summary>
    public TimeSpan TaskCreationDelay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Time a task stays Pending (1) on an online host. Default 200 ms.</summary>
    public TimeSpan DeliveryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Time a task stays Scheduled (32). Default 200 ms.</summary>
    public TimeSpan StartDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Time a task runs (2). Default 1 s.</summary>
    public TimeSpan RunTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Number of [Response] tasks kept; the oldest is rotated away whatever its state. Default 100.</summary>
    public int TaskLimit { get; set; } = 100;

    /// <summary>Number of stored events kept. Default 100,000.</summary>
    public int EventLimit { get; set; } = 100_000;

    /// <summary>Reject what a real server might tolerate, so that client mistakes surface. Default true.</summary>
    public bool Strict { get; set; } = true;

    /// <summary>Wrong passwords in a row until the account is blocked (error 2013). Default 10.</summary>
    public int LockoutAfter { get; set; } = 10;

    /// <summary>How long a blocked account stays blocked. Default 1 hour.</summary>
    public TimeSpan LockoutTime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Session inactivity limit (limit 71). Default 3 minutes.</summary>
    public TimeSpan SessionIdleLimit { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Session lifetime (limit 70). Default 24 hours.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Largest accepted JSON body in bytes (limit 49). Default 10 MiB.</summary>
    public int JsonBodyLimit { get; set; } = 10 * 1024 * 1024;

    /// <summary>Polling period that ConEvents demands. Default 1 s.</summary>
    public TimeSpan EventPollPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>KLADMSRV_SERVER_VERSION_ID. Default 0x000F0200 (15.2).</summary>
    public int ServerVersion { get; set; } = 0x000F0200;

    /// <summary>KLADMSRV_PRODUCT_FULL_VERSION. Default "15.2.0.0".</summary>
    public string ProductVersion { get; set; } = "15.2.0.0";

    /// <summary>KLADMSRV_LINUX_EDITION. Default true.</summary>
    public bool LinuxEdition { get; set; } = true;

    /// <summary>Answer wrong credentials with 403 instead of 401. Default false.</summary>
    public bool ReturnForbiddenOnBadPassword { get; set; }

    /// <summary>Write unset datetimes as <c>"value":""</c> instead of leaving them out. Default false.</summary>
    public bool EmptyDateTimes { get; set; }

    /// <summary>Seed of host ids, task name suffixes and fault probabilities. Default 1.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>File that gets every ledger entry as one JSON line, flushed at once. Default none.</summary>
    public string? LedgerPath { get; set; }
}
