namespace EdrGrpc.Ksc;

/// <summary>The seven words of typed values.</summary>
internal static class KlTypeWord
{
    public static string Of(KlValueKind kind) => kind switch
    {
        KlValueKind.Long => "long",
        KlValueKind.DateTime => "datetime",
        KlValueKind.Date => "date",
        KlValueKind.Binary => "binary",
        KlValueKind.Float => "float",
        KlValueKind.Double => "double",
        KlValueKind.Params => "params",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind has no type word."),
    };
}
