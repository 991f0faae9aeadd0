using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Hosting;
using EdrGrpc.Server.Validation;
using Google.Rpc;

namespace EdrGrpc.Server.Errors;

/// <summary>Violations as INVALID_ARGUMENT. Details are kept within what trailers may carry; the rest is told as a number.</summary>
internal static class BadRequests
{
    private const int MostNamed = 5;

    // Tag, length and the ErrorInfo beside it.
    private const int BytesPerViolation = 8;
    private const int BytesForErrorInfo = 256;

    public static ResponseException From(ViolationList violations)
    {
        var request = new BadRequest();
        var bytes = BytesForErrorInfo;
        foreach (var (field, description) in violations)
        {
            var violation = new BadRequest.Types.FieldViolation { Field = field, Description = description };
            bytes += violation.CalculateSize() + BytesPerViolation;
            if (bytes > GatewayLimits.MaxDetailBytes)
            {
                break;
            }

            request.FieldViolations.Add(violation);
        }

        var named = string.Join("; ", request.FieldViolations.Take(MostNamed).Select(violation => $"{violation.Field}: {violation.Description}".TrimEnd('.')));
        var more = violations.Count > MostNamed ? $" (and {violations.Count - MostNamed} more)" : "";
        return new ResponseException(
            ErrorReason.InvalidRequest, $"{violations.Count} {(violations.Count == 1 ? "field is" : "fields are")} not valid: {Shorten(named)}{more}.", request)
        {
            Metadata = { ["violations"] = violations.Count.ToString(), ["listed"] = request.FieldViolations.Count.ToString() },
        };
    }

    // The message travels percent-encoded in a header of its own.
    private static string Shorten(string text) => text.Length <= 600 ? text : text[..600] + "...";
}
