namespace EdrGrpc.Ksc.Simulator;

/// <summary>The errors this server answers by itself.</summary>
internal static class PxgErrors
{
    /// <summary>Private code of strict refusals (ksc-openapi.md section 11); no client may depend on it.</summary>
    public const int BadParameterCode = 1999;

    public static PxgException BadParameter(string why) =>
        new(new PxgErrorContent(BadParameterCode, "FAKE_BADPARAM: " + why, "FAKE"));

    public static PxgException NotFound(string what, string id) =>
        new(new PxgErrorContent(1186, $"Object not found: {what} {id}", Localized: what + " %1 not found", Arguments: [id]));

    public static PxgException BadFormat(string why) => new(new PxgErrorContent(1192, "Bad format: " + why));

    public static PxgException NotPermitted(string why) => new(new PxgErrorContent(1193, "Operation not permitted: " + why));

    public static PxgException NoSuchCall(string method) => new(new PxgErrorContent(1194, "No such call: " + method, "KLCONN"));

    public static PxgException Unavailable(string why) => new(new PxgErrorContent(1195, "Temporarily unavailable: " + why));

    public static PxgException LimitViolation(string why, int limit) =>
        new(new PxgErrorContent(1229, "Limit violated: " + why, Subcode: limit));

    /// <summary>STDE_TOOBIG is named in the help without a number, so the number is private.</summary>
    public static PxgException TooBig(string why) => new(new PxgErrorContent(1998, "STDE_TOOBIG: " + why, "FAKE"));

    public static PxgException AccountBlocked() => new(new PxgErrorContent(2013, "Account is blocked after too many wrong passwords", "SPL"));
}
