using System.ComponentModel.DataAnnotations;

namespace EdrGrpc.Submissions.Retention;

/// <summary>How long what has ended is kept. Section <c>Store</c>.</summary>
public sealed record RetentionOptions
{
    /// <summary>Submissions that ended longer ago are removed with their events; cursors from before are refused. Default 30 days, KSC's own life span of a response task.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>A request_id is remembered at least this long after its submission ended, and never shorter than <see cref="Retention"/>. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan IdempotencyWindow { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How often something is removed. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan PurgeInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Most submissions removed in one transaction; the writer serves others between two. Default 200.</summary>
    [Range(1, 10_000)]
    public int PurgeStep { get; set; } = 200;

    /// <summary>An ended submission is kept this long: its request_id answers with it, so it stays as long as the id.</summary>
    public TimeSpan Keep => Retention > IdempotencyWindow ? Retention : IdempotencyWindow;
}
