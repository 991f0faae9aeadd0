using System.ComponentModel.DataAnnotations;

namespace EdrGrpc.Server.Settings;

/// <summary>Watch streams. Section <c>Watch</c>.</summary>
public sealed record WatchOptions
{
    /// <summary>Longest silence of a stream before a heartbeat. At most 15 s (contract). Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:15")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A reader that does not take a message for this long is cut off with its last cursor. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan SlowReaderTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
