using System.Globalization;
using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Errors;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace EdrGrpc.Server.Admin;

/// <summary>CreateToken, ListTokens, RevokeToken.</summary>
internal sealed class TokenHandler(IAccessStore store, ApiTokens tokens, CallAudit audit, TimeProvider time)
{
    private static readonly TimeSpan DefaultLife = TimeSpan.FromDays(90);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(400);

    public async Task<CreateTokenResponse> CreateAsync(CreateTokenRequest request, ServerCallContext context)
    {
        var now = time.GetUtcNow();
        var expires = request.ExpireTime?.ToDateTimeOffset() ?? now + DefaultLife;
        if (expires <= now || expires > now + LongestLife)
        {
            const string text = "Must be in the future and at most 400 days from now";
            throw new ResponseException(
                ErrorReason.InvalidRequest, $"1 field is not valid: expire_time: {text}.", new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "expire_time", Description = text + "." } } })
            {
                Metadata = { ["violations"] = "1", ["listed"] = "1" },
            };
        }

        var (secret, hash) = ApiTokens.Create();
        var token = new ApiToken(Guid.CreateVersion7(now), hash, request.Principal, request.Description, SubmissionAccess.SubjectOf(context).Principal, now, expires, null);
        await store.AddTokenAsync(token, audit.Entry(context, AuditOutcomes.Allowed, detailJson: AuditDetail(token)), context.CancellationToken);
        return new CreateTokenResponse { Secret = secret, Token = ToProto(token) };
    }

    /// <summary>What the audit record keeps of a new token.</summary>
    public static string AuditDetail(ApiToken token) =>
        CallAudit.Detail(("token_id", token.Id.ToString()), ("principal", token.Principal), ("expires", token.ExpiresAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)));

    public async Task<ListTokensResponse> ListAsync(ServerCallContext context)
    {
        var response = new ListTokensResponse();
        response.Tokens.Add((await store.ListTokensAsync(context.CancellationToken)).Select(ToProto));
        return response;
    }

    public async Task<RevokeTokenResponse> RevokeAsync(RevokeTokenRequest request, ServerCallContext context)
    {
        var revoked = await store.RevokeTokenAsync(
            Guid.Parse(request.TokenId), time.GetUtcNow(), audit.Entry(context, AuditOutcomes.Allowed, detailJson: CallAudit.Detail(("token_id", request.TokenId))), context.CancellationToken);
        tokens.Forget();
        return revoked is null
            ? throw new ResponseException(
                ErrorReason.TokenNotFound,
                "There is no such token.",
                new ResourceInfo { ResourceType = "edr.response.v1.Token", ResourceName = request.TokenId, Description = "There is no such token." })
            : new RevokeTokenResponse { Token = ToProto(revoked) };
    }

    private static Token ToProto(ApiToken token) => new()
    {
        TokenId = token.Id.ToString(),
        Principal = token.Principal,
        Description = token.Description,
        Creator = token.Creator,
        CreateTime = token.CreatedAt.ToTimestamp(),
        ExpireTime = token.ExpiresAt.ToTimestamp(),
        RevokeTime = token.RevokedAt?.ToTimestamp(),
    };
}
