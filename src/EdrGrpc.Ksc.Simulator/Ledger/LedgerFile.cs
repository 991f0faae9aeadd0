using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>JSON lines, handed to the operating system at every entry because other processes read along.</summary>
internal sealed class LedgerFile(string path) : IDisposable
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly FileStream _stream = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public void Append(LedgerEntry entry)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(entry, Options);
        Array.Resize(ref line, line.Length + 1);
        line[^1] = (byte)'\n';
        // One write per line: a reader never sees half of one after the other half is lost.
        _stream.Write(line);
        _stream.Flush();
    }

    public void Dispose() => _stream.Dispose();
}
