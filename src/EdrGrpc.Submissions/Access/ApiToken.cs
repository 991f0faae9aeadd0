namespace EdrGrpc.Submissions.Access;

/// <summary>An API token, without its text.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Hash">SHA-256 of its text.</param>
/// <param name="Principal">Whose calls it authenticates.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Creator">Who made it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops to work.</param>
/// <param name="RevokedAt">When it was revoked; null if it was not.</param>
public sealed record ApiToken(
    Guid Id,
    ReadOnlyMemory<byte> Hash,
    string Principal,
    string Description,
    string Creator,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt)
{
    /// <summary>True if it authenticates now.</summary>
    public bool IsValid(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}
