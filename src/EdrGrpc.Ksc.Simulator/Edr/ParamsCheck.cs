using System.Text.Json;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Collects the first problem of one params object.</summary>
internal sealed class ParamsCheck
{
    private readonly JsonElement _root;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private string? _problem;

    private ParamsCheck(JsonElement root)
    {
        _root = root;
        if (root.ValueKind != JsonValueKind.Object)
        {
            _problem = "an object is needed";
        }
    }

    public static ParamsCheck Of(JsonElement root) => new(root);

    public ParamsCheck Text(string name) => Need(name, value => value.ValueKind == JsonValueKind.String);

    public ParamsCheck FilledText(string name) => Need(name, value => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0);

    public ParamsCheck OptionalText(string name) => Optional(name, value => value.ValueKind == JsonValueKind.String);

    public ParamsCheck Bool(string name) => Need(name, IsBool);

    public ParamsCheck OptionalBool(string name) => Optional(name, IsBool);

    /// <summary>Empty, or hex digits of this length.</summary>
    public ParamsCheck Hash(string name, int length) => Need(name, value => value.ValueKind == JsonValueKind.String
        && (value.GetString()!.Length == 0 || (value.GetString()!.Length == length && value.GetString()!.All(char.IsAsciiHexDigit))));

    public ParamsCheck NumberOf(string name, params int[] allowed) => Need(name, value =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && allowed.Contains(number));

    /// <summary>Base64 of something that begins like a ZIP archive.</summary>
    public ParamsCheck ZipArchive(string name) => Need(name, value => value.ValueKind == JsonValueKind.String
        && value.TryGetBytesFromBase64(out var bytes) && bytes.AsSpan().StartsWith("PK"u8));

    /// <summary>At least one of these texts is filled.</summary>
    public ParamsCheck AnyOf(params string[] names)
    {
        if (_problem is null && Array.TrueForAll(names, name => _root.GetProperty(name).GetString()!.Length == 0))
        {
            _problem = "all of " + string.Join(", ", names) + " are empty";
        }

        return this;
    }

    public string? Result()
    {
        if (_problem is null)
        {
            var unknown = _root.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !_known.Contains(name));
            _problem = unknown is null ? null : unknown + " is unknown";
        }

        return _problem;
    }

    private static bool IsBool(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    private ParamsCheck Need(string name, Func<JsonElement, bool> isValid)
    {
        _known.Add(name);
        if (_problem is null && !(_root.TryGetProperty(name, out var value) && isValid(value)))
        {
            _problem = name + " is missing or malformed";
        }

        return this;
    }

    private ParamsCheck Optional(string name, Func<JsonElement, bool> isValid)
    {
        _known.Add(name);
        return _problem is null && _root.TryGetProperty(name, out _) ? Need(name, isValid) : this;
    }
}
