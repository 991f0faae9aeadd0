using EdrGrpc.Submissions.Audit;

namespace EdrGrpc.Submissions.Access;

/// <summary>Tokens and the kill switch. Every change is recorded with its audit entry in one transaction.</summary>
public interface IAccessStore
{
    /// <summary>Records a token.</summary>
    Task AddTokenAsync(ApiToken token, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The token with this hash, or null.</summary>
    Task<ApiToken?> FindTokenAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellationToken);

    /// <summary>All tokens, newest first.</summary>
    Task<IReadOnlyList<ApiToken>> ListTokensAsync(CancellationToken cancellationToken);

    /// <summary>Ends a token; null if there is none. Revoking again changes nothing.</summary>
    Task<ApiToken?> RevokeTokenAsync(Guid id, DateTimeOffset now, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The kill switch. A read of memory.</summary>
    SendingState Sending { get; }

    /// <summary>Sets the kill switch.</summary>
    Task<SendingState> SetSendingAsync(SendingState state, AuditEntry audit, CancellationToken cancellationToken);
}
