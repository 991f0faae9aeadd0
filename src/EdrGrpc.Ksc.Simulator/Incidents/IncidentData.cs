namespace EdrGrpc.Ksc.Simulator;

/// <summary>Typed view of pData of AddIncident and UpdateIncident.</summary>
internal sealed class IncidentData
{
    private readonly WireParams _members;
    private readonly bool _strict;

    public IncidentData(WireParams members, IReadOnlyCollection<string> allowed, bool strict)
    {
        _members = members;
        _strict = strict;
        if (strict && members.Keys.FirstOrDefault(name => !allowed.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw PxgErrors.BadParameter($"pData.{unknown} cannot be set");
        }
    }

    public int? Severity => Value<int>("KLINCDT_SEVERITY") switch
    {
        null => null,
        >= 1 and <= 3 and var severity => severity,
        var other => throw PxgErrors.BadParameter($"KLINCDT_SEVERITY must be 1, 2 or 3, it is {other}"),
    };

    public DateTimeOffset? Added
    {
        get
        {
            if (!_strict && _members.GetValueOrDefault("KLINCDT_ADDED") is string text && WireTime.TryRead(text, out var plain))
            {
                return plain;
            }

            return Value<DateTimeOffset>("KLINCDT_ADDED") is { } added && added == WireTime.Unset
                ? throw PxgErrors.BadParameter("KLINCDT_ADDED is empty")
                : Value<DateTimeOffset>("KLINCDT_ADDED");
        }
    }

    public bool? IsHandled => Value<bool>("KLINCDT_IS_HANDLED");

    public int? UserId => Value<int>("KLHSTUSER_ID");

    public string? Body => Text("KLINCDT_BODY");

    public string? HostId => Text("KLHST_WKS_HOSTNAME");

    public static PxgException Missing(string name) => PxgErrors.BadParameter($"pData.{name} is missing");

    private string? Text(string name) => _members.GetValueOrDefault(name) switch
    {
        null => null,
        string text => text,
        var other => throw Wrong(name, other),
    };

    private T? Value<T>(string name)
        where T : struct => _members.GetValueOrDefault(name) switch
    {
        null => null,
        T value => value,
        var other => throw Wrong(name, other),
    };

    private static PxgException Wrong(string name, object value) =>
        PxgErrors.BadParameter($"pData.{name} has the wrong wire type ({value.GetType().Name})");
}
