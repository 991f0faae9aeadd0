using System.CommandLine;
using System.Security.Cryptography;
using EdrGrpc.Contract.V1;
using Google.Protobuf.WellKnownTypes;

namespace EdrGrpc.Cli.Submit;

/// <summary>What goes with an action: request id, expiry, context.</summary>
internal sealed record RequestDetails(Guid RequestId, string Server, Timestamp? ExpireTime, Context? Context)
{
    public static RequestDetails From(CommandContext context)
    {
        var parse = context.Parse;
        return new RequestDetails(ReadRequestId(parse), context.ServerOr(SubmitFlags.Server), ReadExpiry(parse), ReadContext(parse));
    }

    /// <summary>The id of the n-th request of one command: always the same one, so that repeating the command repeats every request.</summary>
    public Guid RequestIdOf(int index)
    {
        if (index == 0)
        {
            return RequestId;
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData([.. RequestId.ToByteArray(bigEndian: true), .. BitConverter.GetBytes(index)], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The flags that make a repeated command the same request.</summary>
    public string RepeatFlags() =>
        $"--request-id {RequestId}{(ExpireTime is null ? "" : $" --expire-at {ExpireTime.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}")}";

    private static Guid ReadRequestId(ParseResult parse) => parse.GetValue(SubmitFlags.RequestId) switch
    {
        null => Guid.CreateVersion7(),
        var text when Guid.TryParseExact(text, "D", out var id) => id,
        _ => throw CliException.Usage("--request-id is not a UUID such as 0192f1a0-0000-7000-8000-000000000001."),
    };

    private static Timestamp? ReadExpiry(ParseResult parse)
    {
        var at = parse.GetValue(SubmitFlags.ExpireAt);
        if (parse.GetValue(SubmitFlags.ExpireIn) is not { } after)
        {
            return at?.ToTimestamp();
        }

        if (at is not null)
        {
            throw CliException.Usage("Give --expire-in or --expire-at, not both.");
        }

        // Whole seconds: what RepeatFlags prints must be exactly what was sent.
        return new Timestamp { Seconds = (TimeProvider.System.GetUtcNow() + after).ToUnixTimeSeconds() + 1 };
    }

    private static Context? ReadContext(ParseResult parse)
    {
        var context = new Context
        {
            CaseId = parse.GetValue(SubmitFlags.CaseId) ?? "",
            SourceEventId = parse.GetValue(SubmitFlags.SourceEvent) ?? "",
            Comment = parse.GetValue(SubmitFlags.Comment) ?? "",
        };
        foreach (var (key, value) in parse.GetValue(SubmitFlags.Label) ?? [])
        {
            context.Labels.Add(key, value);
        }

        return context.CalculateSize() > 0 ? context : null;
    }
}
