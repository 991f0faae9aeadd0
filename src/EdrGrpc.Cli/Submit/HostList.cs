using System.Text;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Submit;

/// <summary>The hosts of --from. Every line is checked before anything is sent: half a list is worse than none.</summary>
internal sealed class HostList
{
    private const string IdPrefix = "id:";
    private const int MaxLength = 255;
    private const int MaxComplaints = 20;

    private HostList(string source, IReadOnlyList<HostLine> hosts) => (Source, Hosts) = (source, hosts);

    /// <summary>Where it came from, for messages.</summary>
    public string Source { get; }

    public IReadOnlyList<HostLine> Hosts { get; }

    public static HostList Read(string path)
    {
        var source = path == "-" ? "stdin" : path;
        try
        {
            using var stream = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
            using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return Parse(source, reader.ReadToEnd());
        }
        catch (DecoderFallbackException)
        {
            throw CliException.Usage($"{source} is not UTF-8 text.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"The hosts of {source} cannot be read: {exception.Message}");
        }
    }

    /// <summary>The target of a line.</summary>
    public static ResponseAction WithTarget(HostLine host, ResponseAction action)
    {
        var copy = action.Clone();
        if (host.IsId)
        {
            copy.TargetHost = host.Text;
        }
        else
        {
            copy.TargetHostName = host.Text;
        }

        return copy;
    }

    private static HostList Parse(string source, string text)
    {
        var hosts = new List<HostLine>();
        var wrong = new List<string>();
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var hash = raw.IndexOf('#', StringComparison.Ordinal);
            var line = (hash < 0 ? raw : raw[..hash]).Trim(' ', '\t', '\r');
            if (line.Length == 0)
            {
                continue;
            }

            var isId = line.StartsWith(IdPrefix, StringComparison.OrdinalIgnoreCase);
            var host = isId ? line[IdPrefix.Length..].Trim() : line;
            if (Problem(host) is { } problem)
            {
                wrong.Add($"line {number}: {problem}");
            }
            else if (!seen.TryAdd($"{isId}{host}", number))
            {
                wrong.Add($"line {number}: the host stands in line {seen[$"{isId}{host}"]} already");
            }
            else
            {
                hosts.Add(new HostLine(number, host, isId));
            }
        }

        if (wrong.Count > 0)
        {
            var more = wrong.Count > MaxComplaints ? $"\n  and {wrong.Count - MaxComplaints} more" : "";
            throw CliException.Usage($"Nothing was sent: {source} has {wrong.Count} bad {(wrong.Count == 1 ? "line" : "lines")}.\n  {string.Join("\n  ", wrong.Take(MaxComplaints))}{more}");
        }

        return hosts.Count > 0 ? new HostList(source, hosts) : throw CliException.Usage($"{source} names no host.");
    }

    private static string? Problem(string host) => host switch
    {
        "" => "the id is missing",
        { Length: > MaxLength } => $"a host has at most {MaxLength} characters",
        _ when host.Any(char.IsControl) => "control characters are not allowed",
        _ when host.AsSpan().IndexOfAny("\"*?[]") >= 0 => "quotes and wildcards are not allowed: name every host",
        _ when host.AsSpan().IndexOfAny(",;\t") >= 0 => "one host a line is expected",
        _ => null,
    };
}
