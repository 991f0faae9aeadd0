using System.Globalization;

namespace EdrGrpc.IntegrationTests.Secrets;

/// <summary>What lies in the memory of another process of ours (Linux).</summary>
internal static class ProcessMemory
{
    private const int Block = 1024 * 1024;

    /// <summary>How often each text lies there, as UTF-8 and as UTF-16 together.</summary>
    public static Dictionary<string, int> Count(int process, params string[] texts)
    {
        var patterns = texts.SelectMany(text => new[] { (Text: text, Bytes: System.Text.Encoding.UTF8.GetBytes(text)), (Text: text, Bytes: System.Text.Encoding.Unicode.GetBytes(text)) }).ToList();
        var overlap = patterns.Max(pattern => pattern.Bytes.Length) - 1;
        var found = texts.ToDictionary(text => text, _ => 0, StringComparer.Ordinal);
        using var memory = new FileStream($"/proc/{process}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var buffer = new byte[Block + overlap];
        foreach (var (start, end) in Regions(process))
        {
            var kept = 0;
            for (var position = start; position < end;)
            {
                var read = Read(memory, position, buffer.AsSpan(kept, (int)Math.Min(Block, end - position)));
                if (read == 0)
                {
                    break;
                }

                var span = buffer.AsSpan(0, kept + read);
                foreach (var (text, bytes) in patterns)
                {
                    // One that lies in the kept part alone was counted before.
                    found[text] += Occurrences(span[Math.Max(0, kept - (bytes.Length - 1))..], bytes);
                }

                kept = Math.Min(overlap, span.Length);
                span[^kept..].CopyTo(buffer);
                position += read;
            }
        }

        return found;
    }

    private static int Occurrences(ReadOnlySpan<byte> span, ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        for (int at; (at = span.IndexOf(bytes)) >= 0; span = span[(at + bytes.Length)..])
        {
            count++;
        }

        return count;
    }

    // Private writable memory: heaps and stacks. Files that are mapped hold no secrets of a run.
    private static IEnumerable<(long Start, long End)> Regions(int process)
    {
        foreach (var line in File.ReadLines($"/proc/{process}/maps"))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields[1].StartsWith("rw", StringComparison.Ordinal))
            {
                var bounds = fields[0].Split('-');
                yield return (long.Parse(bounds[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), long.Parse(bounds[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            }
        }
    }

    private static int Read(FileStream memory, long position, Span<byte> into)
    {
        try
        {
            memory.Position = position;
            return memory.Read(into);
        }
        catch (IOException)
        {
            // Given back by the process in between.
            return 0;
        }
    }
}
