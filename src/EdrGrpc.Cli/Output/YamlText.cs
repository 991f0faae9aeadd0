using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdrGrpc.Cli.Output;

/// <summary>A JSON text as a YAML document. Only the emitter of YamlDotNet is used: its serialisers need reflection, which a native build has not.</summary>
internal static partial class YamlText
{
    public static string FromJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: false));
        Emit(emitter, document.RootElement);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString().TrimEnd('\n');
    }

    private static void Emit(Emitter emitter, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                emitter.Emit(new MappingStart(null, null, isImplicit: true, MappingStyle.Block));
                foreach (var property in element.EnumerateObject())
                {
                    EmitText(emitter, property.Name);
                    Emit(emitter, property.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                emitter.Emit(new SequenceStart(null, null, isImplicit: true, SequenceStyle.Block));
                foreach (var item in element.EnumerateArray())
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                EmitText(emitter, element.GetString()!);
                break;
            default:
                emitter.Emit(new Scalar(element.GetRawText()));
                break;
        }
    }

    // Anything that a YAML reader could take for a number, a truth or a date is quoted.
    private static void EmitText(Emitter emitter, string text) =>
        emitter.Emit(new Scalar(null, null, text, Plain().IsMatch(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted, isPlainImplicit: true, isQuotedImplicit: true));

    [GeneratedRegex(@"^(?!(?i:true|false|yes|no|on|off|null|y|n)$)[A-Za-z_][A-Za-z0-9_.-]*$", RegexOptions.None, 1000)]
    private static partial Regex Plain();
}
