using EdrGrpc.Submissions.Policy;

namespace EdrGrpc.Server.Access;

/// <summary>Who calls, how that is known, and until when.</summary>
/// <param name="Subject">For the policy.</param>
/// <param name="Method">"token", "jwt", "certificate" or "anonymous".</param>
/// <param name="ExpiresAt">An open stream ends then; null = not before it is revoked.</param>
/// <param name="Revocation">What tells whether it was revoked meanwhile: the token's hash or the certificate's thumbprint; empty otherwise.</param>
internal sealed record CallIdentity(PolicySubject Subject, string Method, DateTimeOffset? ExpiresAt, ReadOnlyMemory<byte> Revocation)
{
    public static CallIdentity Anonymous { get; } = new(new PolicySubject("anonymous"), "anonymous", null, default);
}
