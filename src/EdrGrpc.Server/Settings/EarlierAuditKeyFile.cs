using System.ComponentModel.DataAnnotations;

namespace EdrGrpc.Server.Settings;

/// <summary>A key of the audit record that is not used any more. Section <c>Audit:EarlierKeys:&lt;n&gt;</c>.</summary>
public sealed record EarlierAuditKeyFile
{
    /// <summary>The last record that was written with it: a server with another key says it when it does not start. Required.</summary>
    [Range(1L, long.MaxValue)]
    public long Until { get; set; }

    /// <summary>The file with that key. Unset: the records up to there are a plain hash chain.</summary>
    public string? KeyFile { get; set; }
}
