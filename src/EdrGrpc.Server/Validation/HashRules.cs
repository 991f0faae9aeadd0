namespace EdrGrpc.Server.Validation;

/// <summary>Rules of file hashes.</summary>
internal static class HashRules
{
    public const int Md5Digits = 32;
    public const int Sha256Digits = 64;

    public static void Optional(ViolationList violations, string field, string value, int digits)
    {
        if (value.Length != 0 && (value.Length != digits || !FieldRules.IsHex(value)))
        {
            violations.Add(field, digits == Md5Digits ? "Must be empty or 32 hexadecimal digits." : "Must be empty or 64 hexadecimal digits.");
        }
    }

    public static void RequiredMd5(ViolationList violations, string field, string value)
    {
        if (value.Length != Md5Digits || !FieldRules.IsHex(value))
        {
            violations.Add(field, "Must be 32 hexadecimal digits (MD5).");
        }
    }
}
