using System.Text.Json;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Typed access to the arguments of one call; every mistake becomes a refusal that names the argument.</summary>
internal sealed class CallArguments(JsonElement root, bool strict)
{
    public bool Strict { get; } = strict;

    public string Text(string name) =>
        Value(name, JsonValueKind.String)?.GetString() ?? throw PxgErrors.BadParameter(name + " is missing");

    public string? OptionalText(string name) => Value(name, JsonValueKind.String)?.GetString();

    public int Int(string name) => OptionalInt(name) ?? throw PxgErrors.BadParameter(name + " is missing");

    public int? OptionalInt(string name)
    {
        if (Value(name, JsonValueKind.Number) is not { } element)
        {
            return null;
        }

        return element.TryGetInt32(out var number) ? number : throw PxgErrors.BadParameter(name + " is no 32-bit number");
    }

    public bool Bool(string name) => Any(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        null => throw PxgErrors.BadParameter(name + " is missing"),
        var other => throw PxgErrors.BadParameter($"{name} must be a boolean, it is {other.Value.ValueKind}"),
    };

    /// <summary>A params argument. At this level it is a plain object; a wrapped one is a client mistake.</summary>
    public WireParams Params(string name) => OptionalParams(name) ?? throw PxgErrors.BadParameter(name + " is missing");

    public WireParams? OptionalParams(string name)
    {
        if (Value(name, JsonValueKind.Object) is not { } element)
        {
            return null;
        }

        if (WireReader.IsWrappedParams(element))
        {
            element = Strict
                ? throw PxgErrors.BadParameter(name + " is wrapped; top-level params are plain objects")
                : element.GetProperty("value"u8);
        }

        return WireReader.ReadMembers(element, name, Strict);
    }

    public IReadOnlyList<string> Texts(string name) => OptionalTexts(name) ?? throw PxgErrors.BadParameter(name + " is missing");

    public IReadOnlyList<string>? OptionalTexts(string name) => Value(name, JsonValueKind.Array)?.EnumerateArray()
        .Select(item => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw PxgErrors.BadParameter(name + " must hold strings"))
        .ToList();

    /// <summary>A sort argument: wrapped params of Name and Asc. Null or empty means server order.</summary>
    public IReadOnlyList<SortItem> Order(string name) =>
        Value(name, JsonValueKind.Array)?.EnumerateArray().Select(item => ReadSortItem(name, item)).ToList() ?? [];

    private SortItem ReadSortItem(string name, JsonElement item)
    {
        if (!WireReader.IsWrappedParams(item) && Strict)
        {
            throw PxgErrors.BadParameter(name + " holds a sort item that is not wrapped as params");
        }

        var members = WireReader.IsWrappedParams(item)
            ? (WireParams)WireReader.ReadNested(item, name, Strict)!
            : WireReader.ReadMembers(item, name, Strict);
        if (members.GetValueOrDefault("Name") is not string attribute)
        {
            throw PxgErrors.BadParameter(name + " holds a sort item without Name");
        }

        return members.GetValueOrDefault("Asc") switch
        {
            bool ascending => new SortItem(attribute, ascending),
            null when !Strict => new SortItem(attribute, Ascending: true),
            _ => throw PxgErrors.BadParameter($"{name} holds a sort item without a boolean Asc"),
        };
    }

    private JsonElement? Value(string name, JsonValueKind kind)
    {
        var element = Any(name);
        return element is null || element.Value.ValueKind == kind
            ? element
            : throw PxgErrors.BadParameter($"{name} must be a JSON {kind}, it is {element.Value.ValueKind}");
    }

    private JsonElement? Any(string name) =>
        root.TryGetProperty(name, out var element) && element.ValueKind != JsonValueKind.Null ? element : null;
}
