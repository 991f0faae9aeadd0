using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Errors;

namespace EdrGrpc.Server.Access;

/// <summary>Whether an identity still holds while its stream is open.</summary>
internal sealed class IdentityCheck(ApiTokens tokens, CertificatePrincipals certificates, TimeProvider time)
{
    /// <exception cref="ResponseException">It expired or was revoked.</exception>
    public async ValueTask DemandAsync(CallIdentity identity, CancellationToken cancellationToken)
    {
        var holds = identity.Method switch
        {
            _ when identity.ExpiresAt <= time.GetUtcNow() => false,
            "token" => await tokens.FindAsync(identity.Revocation, cancellationToken) is not null,
            "certificate" => !certificates.IsRevoked(identity.Revocation.Span),
            _ => true,
        };
        if (!holds)
        {
            throw new ResponseException(ErrorReason.Unauthenticated, "What this stream was authenticated with has expired or was revoked. Sign in again and watch from the last cursor.");
        }
    }
}
