using System.Text;
using System.Text.Json;
using CsCheck;
using EdrGrpc.Ksc;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

public sealed class KlCodecPropertyTests
{
    /// <summary>Any well-formed text: astral characters, controls, quotes, percent and plus signs.</summary>
    internal static readonly Gen<string> Text =
        Gen.OneOf(
            Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Select(code => new Rune(code).ToString()),
            Gen.Char["\"\\/+<>&'%*?[]{}\0\u0001\t\r\n\u007f\u0085\u2028\uFEFF\uFFFD"].Select(c => c.ToString())).Array[0, 40].Select(string.Concat);

    private static readonly Gen<DateTimeOffset> Time =
        Gen.Long[0, 253402300799].Select(seconds => DateTimeOffset.UnixEpoch.AddSeconds(seconds));

    private static readonly Gen<KlValue> Value = Gen.Recursive<KlValue>((depth, self) => Gen.OneOf(
        Text.Select(KlValue.String),
        Gen.Int.Select(KlValue.Int),
        Gen.Bool.Select(KlValue.Bool),
        Gen.Long.Select(KlValue.Long),
        Time.Select(at => KlValue.DateTime(at)),
        Gen.Const(KlValue.DateTime(value: null)),
        Gen.Const(KlValue.Date(value: null)),
        Time.Select(at => KlValue.Date(DateOnly.FromDateTime(at.UtcDateTime))),
        Gen.Byte.Array[0, 30].Select(KlValue.Binary),
        Gen.Float.Where(float.IsFinite).Select(KlValue.Float),
        Gen.Double.Where(double.IsFinite).Select(KlValue.Double),
        depth > 3 ? Gen.Const(KlValue.Bool(value: true)) : self.Array[0, 4].Select(items => KlValue.Array(items)),
        depth > 3 ? Gen.Const(KlValue.Params([])) : Container(self).Select(KlValue.Params)));

    [Fact]
    public void TypedValues_RoundTrip() => Value.Sample(value =>
    {
        var read = KlReader.ReadParam(Write(writer => KlWriter.WriteParam(writer, value)));
        return read.Equals(value);
    });

    [Fact]
    public void ContainersAsArguments_RoundTrip() => Container(Value).Sample(container =>
    {
        var read = KlReader.ReadArg(Write(writer => KlWriter.WriteArg(writer, container)));
        return read.Kind == KlValueKind.Params && read.AsParams()!.Equals(container);
    });

    [Fact]
    public void IncidentBody_InsideTheOuterJson_SurvivesByteForByte() => Text.Sample(body =>
    {
        var request = KlWriter.WriteRequest(new() { ["pData"] = new KlParams { [IncidentAttributes.Body] = body } });
        using var document = JsonDocument.Parse(request);
        var read = document.RootElement.GetProperty("pData").GetProperty("KLINCDT_BODY").GetString();
        return string.Equals(read, body, StringComparison.Ordinal);
    });

    private static Gen<KlParams> Container(Gen<KlValue> value) => Gen.Select(Text, value).Array[0, 4].Select(members =>
    {
        var container = new KlParams();
        foreach (var (name, member) in members)
        {
            container[name] = member;
        }

        return container;
    });

    private static JsonElement Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }
}
