namespace EdrGrpc.Ksc.Simulator;

/// <summary>Content of a PxgError answer.</summary>
/// <param name="Code">Error code.</param>
/// <param name="Message">Text that is not localized.</param>
/// <param name="Module">Symbolic error module.</param>
/// <param name="Subcode">Absent on servers before 12.2.</param>
/// <param name="Localized">Format text of <c>locdata</c> with <c>%1</c>; null leaves <c>locdata</c> out.</param>
/// <param name="Arguments">Arguments of <paramref name="Localized"/>.</param>
internal sealed record PxgErrorContent(
    int Code, string Message, string Module = "KLSTD", int? Subcode = 0, string? Localized = null, IReadOnlyList<string>? Arguments = null)
{
    public WireParams ToParams()
    {
        var result = new WireParams
        {
            ["code"] = Code,
            ["file"] = "simulator.cpp",
            ["line"] = 1,
            ["message"] = Message,
            ["module"] = Module,
        };
        result.Put("subcode", Subcode);
        if (Localized is not null)
        {
            result["locdata"] = new WireParams
            {
                ["args"] = (Arguments ?? []).ToArray<object?>(),
                ["format"] = Localized,
                ["format-id"] = 0,
                ["locmodule"] = "",
            };
        }

        return result;
    }
}
