using System.Text.Json;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>The params of the nine task types, read from edr-threat-response-api.txt by their TypeScript types.</summary>
internal static class EdrTaskParams
{
    private static readonly int[] ScanTypes = [14, 15, 16, 17, 18, 22, 23, 24, 25];

    private static readonly Dictionary<string, Func<JsonElement, string?>> Checks = new(StringComparer.Ordinal)
    {
        ["getFile"] = p => ParamsCheck.Of(p).Hash("md5hash", 32).Hash("sha256hash", 64).Text("path").AnyOf("md5hash", "sha256hash", "path").Result(),
        ["deleteFile"] = p => ParamsCheck.Of(p).Hash("md5hash", 32).Hash("sha256hash", 64).Text("path").AnyOf("md5hash", "sha256hash", "path")
            .OptionalBool("searchInSubfolders").Result(),
        ["quarantineFile"] = p => ParamsCheck.Of(p).Hash("md5hash", 32).Hash("sha256hash", 64).Text("path").AnyOf("md5hash", "sha256hash", "path").Result(),
        ["iocScan"] = p => ParamsCheck.Of(p).ZipArchive("ioc").Bool("isolateHost").Bool("scanCriticalAreas").Bool("quarantineObject").Result(),
        ["startProcess"] = p => ParamsCheck.Of(p).FilledText("executablePath").OptionalText("arguments").OptionalText("workingFolder").Result(),
        ["terminateProcess"] = p => ParamsCheck.Of(p).Hash("md5hash", 32).Hash("sha256hash", 64).Text("path").AnyOf("md5hash", "sha256hash", "path")
            .Bool("caseSensitive").Result(),
        ["isolateHost"] = p => ParamsCheck.Of(p).NumberOf("action", 0, 1).Result(),
        ["preventExecution"] = p => ParamsCheck.Of(p).FilledText("hash").Hash("hash", 32).Text("path").Bool("caseSensitive").Result(),
        ["onDemandScan"] = ScanObjects,
    };

    public static bool IsKnown(string task) => Checks.ContainsKey(task);

    /// <summary>Null when well-formed.</summary>
    public static string? Problem(string task, JsonElement parameters) => Checks[task](parameters);

    private static string? ScanObjects(JsonElement parameters)
    {
        if (parameters.ValueKind != JsonValueKind.Array || parameters.GetArrayLength() == 0)
        {
            return "an array of scan objects is needed";
        }

        return parameters.EnumerateArray()
            .Select(item => ParamsCheck.Of(item).Bool("enabled").Text("path").Bool("recursive").NumberOf("type", ScanTypes).Result())
            .FirstOrDefault(problem => problem is not null);
    }
}
