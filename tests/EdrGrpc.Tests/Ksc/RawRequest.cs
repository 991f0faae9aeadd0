using System.Globalization;
using System.Text;

namespace EdrGrpc.Tests.Ksc;

/// <summary>One request as its bytes came.</summary>
internal sealed record RawRequest(int Connection, string RequestLine, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Method => RequestLine.Split(' ')[1].Split('/')[^1];

    public string Text => Encoding.UTF8.GetString(Body);

    public static async Task<RawRequest?> ReadAsync(Stream stream, int connection, CancellationToken cancellationToken)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!(head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n'))
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.UTF8.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return new(connection, lines[0], headers, body);
    }
}
