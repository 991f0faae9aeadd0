using System.Net;
using System.Text.Json;

namespace EdrGrpc.Ksc;

/// <summary>A successful answer: the return value and the out params (ksc-openapi.md 2.4).</summary>
internal sealed class KscResponse
{
    private const string ReturnValue = "PxgRetVal";

    private KscResponse(string method, KlParams members)
    {
        Method = method;
        Members = members;
    }

    public string Method { get; }

    /// <summary>All members; each was read as an argument, so objects are plain containers.</summary>
    public KlParams Members { get; }

    public KlValue? Value => Members.Find(ReturnValue);

    public static KscResponse Read(string method, JsonElement root)
    {
        var members = new KlParams();
        foreach (var member in root.EnumerateObject())
        {
            members[member.Name] = KlReader.ReadArg(member.Value);
        }

        return new(method, members);
    }

    public string RequireString(string name) =>
        Members.FindString(name) is { Length: > 0 } text ? text : throw Missing(name);

    public int RequireInt() => Value?.AsInt() ?? throw Missing(ReturnValue);

    public KlParams RequireParams() => Value?.AsParams() ?? throw Missing(ReturnValue);

    private KscTransportException Missing(string name) =>
        new($"The answer of KSC to {Method} lacks a usable '{name}'.", HttpStatusCode.OK);
}
