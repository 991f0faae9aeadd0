using System.Text.Json;

namespace EdrGrpc.LedgerCheck.Files;

/// <summary>One JSON object a line.</summary>
internal static class JsonLines
{
    public static IEnumerable<JsonElement> Read(string path)
    {
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            using var document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }

    public static string Text(this JsonElement line, string name) => line.GetProperty(name).GetString()!;

    public static int? Number(this JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    public static DateTimeOffset Time(this JsonElement line, string name) => line.GetProperty(name).GetDateTimeOffset();
}
