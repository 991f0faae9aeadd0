using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using CsCheck;
using EdrGrpc.Submissions.Actions;
using Xunit;

namespace EdrGrpc.Tests.Actions;

public sealed class IncidentBodyTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char['\0', '\u00ff'].Select(c => c.ToString()),
        Gen.OneOf("\"", "\\", "\n", "\u2028", "😀", "\ufffd", "\uffff", "+", "/", "<script>", "'", "&", "Ж", "\ue000", "\ud7ff"),
        Gen.Char['\u0100', '\ud7ff'].Select(c => c.ToString())).Array[0, 24].Select(string.Concat);

    [Fact]
    public void Body_ParsesToTheSameValues_AndEscapesNoMoreThanNeeded() =>
        Gen.Select(Text, Text, Text, Text, Gen.Bool, Gen.Bool).Sample((host, path, arguments, folder, hasArguments, hasFolder) =>
        {
            var task = new StartProcessTask(path, hasArguments ? arguments : null, hasFolder ? folder : null);
            var text = IncidentBody.Create(host, task, "A-1").Compose([]);

            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            Assert.Equal(
                "targetHost task params responseEventIncident responseEventIncidentArea", string.Join(' ', root.EnumerateObject().Select(p => p.Name)));
            Assert.Equal(host, root.GetProperty("targetHost").GetString());
            Assert.Equal("startProcess", root.GetProperty("task").GetString());
            Assert.True(root.GetProperty("responseEventIncident").GetBoolean());
            Assert.Equal("A-1", root.GetProperty("responseEventIncidentArea").GetString());
            var parameters = root.GetProperty("params");
            Assert.Equal(path, parameters.GetProperty("executablePath").GetString());
            Assert.Equal(hasArguments ? arguments : null, parameters.TryGetProperty("arguments", out var a) ? a.GetString() : null);
            Assert.Equal(hasFolder ? folder : null, parameters.TryGetProperty("workingFolder", out var f) ? f.GetString() : null);
            AssertMinimal(text);
        }, iter: 2000);

    [Fact]
    public void IocScan_KeepsTheArchiveOutOfTheStoredText() =>
        Gen.Select(Gen.Byte.Array[0, 100], Text, Gen.Bool).Sample((bytes, host, flag) =>
        {
            var archive = new IocArchive { Sha256 = "", FileNames = [], Bytes = bytes };
            var body = IncidentBody.Create(host, new IocScanTask(archive, flag, !flag, flag), "");
            var text = body.Compose(bytes);

            using var document = JsonDocument.Parse(text);
            Assert.Equal(bytes, document.RootElement.GetProperty("params").GetProperty("ioc").GetBytesFromBase64());
            Assert.Equal(body.Head + Convert.ToBase64String(bytes) + body.Tail, text);
            Assert.Equal(text.Length, body.LengthWith(bytes.Length));
        }, iter: 500);

    // Not InlineData: attributes are stored as UTF-8, which has no half surrogate pairs either.
    [Fact]
    public void LoneSurrogate_IsRefused_BecauseUtf8WouldChangeIt()
    {
        foreach (var text in (string[])["\ud800", "\udc00", "a\ud83d", "\ude00\ud83d", "😀\ud83db", "\ud83d\ud83d\ude00"])
        {
            Assert.False(UnicodeText.IsWellFormed(text));
            Assert.Throws<ArgumentException>(() => IncidentBody.Create("h", new GetFileTask("", "", text), ""));
            Assert.Throws<ArgumentException>(() => IncidentBody.Create(text, new IsolateHostTask(true), ""));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("😀😀")]
    [InlineData("a😀b\ud83d\ude00")]
    public void PairedSurrogates_AreText(string text) => Assert.True(UnicodeText.IsWellFormed(text));

    [Fact]
    public void LongText_OutgrowsTheFirstBuffer()
    {
        var path = new string('\u0001', 32767);
        var text = IncidentBody.Create("h", new GetFileTask("", "", path), "").Head;
        Assert.Equal(path, JsonDocument.Parse(text).RootElement.GetProperty("params").GetProperty("path").GetString());
    }

    [Fact]
    public void LargestArchive_ComposesToItsBase64()
    {
        var bytes = new byte[IocArchiveInspector.MaxArchiveBytes];
        new Random(1).NextBytes(bytes);
        var body = IncidentBody.Create("h", new IocScanTask(new IocArchive { Sha256 = "", FileNames = [], Bytes = bytes }, false, false, false), "");
        var text = body.Compose(bytes);
        Assert.Equal(Convert.ToBase64String(bytes), text[body.Head.Length..^body.Tail!.Length]);
        Assert.Equal(Base64.GetMaxEncodedToUtf8Length(bytes.Length), text.Length - body.Head.Length - body.Tail.Length);
    }

    [Fact]
    public void Printing_ShowsNoContent()
    {
        var archive = new IocArchive { Sha256 = "abc", FileNames = ["secret.ioc"], Bytes = "PK-secret-bytes"u8.ToArray() };
        var body = IncidentBody.Create("h", new StartProcessTask("a.exe", "--password hunter2", null), "");
        Assert.Equal("IocArchive { Sha256 = abc, Size = 15, FileNames = 1 }", archive.ToString());
        Assert.DoesNotContain("hunter2", body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_AreEqualByTheirHash()
    {
        var a = new IocArchive { Sha256 = "abc", FileNames = ["1"], Bytes = new byte[3] };
        var b = new IocArchive { Sha256 = "abc", FileNames = ["2"], Bytes = new byte[3] };
        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.NotEqual(a, a with { Sha256 = "abd" });
    }

    [Fact]
    public void Names_AreDistinctForEveryKind_AndNoOtherNumberHasOne()
    {
        var kinds = Enum.GetValues<TaskKind>();
        Assert.Equal(9, kinds.Length);
        Assert.Equal(9, kinds.Select(k => k.WireName()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(kinds, k => Assert.Equal(k.WireName(), Camel(k.Field())));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(TaskKind).WireName());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((TaskKind)10).Field());
    }

    /// <summary>Every escape in the text is of a character that must be escaped, in its shortest form; nothing else is escaped.</summary>
    private static void AssertMinimal(string json)
    {
        for (var i = 0; i < json.Length; i++)
        {
            Assert.True(json[i] >= ' ', "A control character stands unescaped.");
            if (json[i] != '\\')
            {
                continue;
            }

            i++;
            if (json[i] == 'u')
            {
                var hex = json.Substring(i + 1, 4);
                var value = (char)Convert.ToInt32(hex, 16);
                Assert.True(value < ' ' && value is not ('\b' or '\f' or '\n' or '\r' or '\t'), "A character is escaped that has another form.");
                Assert.Equal(hex.ToLowerInvariant(), hex);
                i += 4;
            }
            else
            {
                Assert.Contains(json[i], "\"\\bfnrt");
            }
        }
    }

    private static string Camel(string field)
    {
        var text = new StringBuilder();
        for (var i = 0; i < field.Length; i++)
        {
            text.Append(field[i] == '_' ? char.ToUpperInvariant(field[++i]) : field[i]);
        }

        return text.ToString();
    }
}
