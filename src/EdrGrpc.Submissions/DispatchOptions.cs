using System.ComponentModel.DataAnnotations;

namespace EdrGrpc.Submissions;

/// <summary>How submissions are sent to KSC and followed. Section <c>Ksc</c>.</summary>
public sealed record DispatchOptions
{
    /// <summary>Most response tasks of any origin that may stand in KSC since our oldest unfinished one. KSC rotates at 100. Default 90.</summary>
    [Range(1, 1000)]
    public int TaskBudget { get; set; } = 90;

    /// <summary>Of <see cref="TaskBudget"/>, this many are kept for turning isolation off, at most a tenth of it: a host cut off by mistake must not wait behind bulk work. Default 5.</summary>
    [Range(0, 100)]
    public int ReleaseReserve { get; set; } = 5;

    /// <summary>Most submissions sent to one KSC server in a second, for example when it comes back after an outage; isolations and releases are not held back. 0 = no limit. Default 20.</summary>
    [Range(0.0, 10_000.0)]
    public double SendRate { get; set; } = 20;

    /// <summary>A submission that keeps others waiting this long is named in their waiting reason. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>After a request to KSC was lost, its incident is looked for this long, should KSC work it off late. Default 15 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan LateIncidentWatch { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often isolations are looked at whose release_after is over. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan AutoReleaseInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause between two looks for late incidents. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan LateIncidentInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Take forms the vendor does not document: hash without path, wildcards, %variables%. Default false.</summary>
    public bool AllowUndocumentedForms { get; set; }

    /// <summary>Repeat a start_process whose answer was lost after its incident was proven absent. Default false: it ends OUTCOME_UNKNOWN.</summary>
    public bool RepeatStartProcess { get; set; }

    /// <summary>Hold submissions while no background connection is seen: KSC would store the incident and make no task. Default true.</summary>
    public bool RequireBackgroundConnection { get; set; } = true;

    /// <summary>Hold submissions of hosts that are offline. Default true.</summary>
    public bool HoldOfflineHosts { get; set; } = true;

    /// <summary>The request must begin to be written within this time after its intent was stored. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan SendWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest a call to KSC takes; part of the quiet period before a lost answer is looked into. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Added to the quiet period, for a request that KSC works off late. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ReconcileMargin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often an offline host is looked at. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan HostCheckInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>First pause between two looks at a task; grows to <see cref="TaskPollMaxInterval"/>. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan TaskPollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between two looks at a task. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan TaskPollMaxInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A task that did not appear this long after SUBMITTED ends the submission UNTRACKED. Default 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan TaskAppearTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>When the host's own task list lacks it, all tasks of KSC are searched this often. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan TaskSearchInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How old the count of tasks in KSC may be when a submission is sent. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan ObservationMaxAge { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How old it may be when more than half of the budget is used. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan BusyObservationMaxAge { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>An isolation waits at most this long for the end of an earlier opposite one on the same host. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan OppositeIsolationWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>First pause after KSC could not be asked; doubles to <see cref="RetryMaxDelay"/>. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause after KSC could not be asked. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan RetryMaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Most unfinished submissions; past it Submit answers RESOURCE_EXHAUSTED. Default 100,000.</summary>
    [Range(1, 100_000_000)]
    public long MaxUnfinished { get; set; } = 100_000;

    /// <summary>KLINCDT_ADDED may lead the clock by at most this, when many submissions for one host come at once. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MaxAddedLead { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often hosts with unfinished submissions are woken, should a wake-up have been lost. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(30);
}
