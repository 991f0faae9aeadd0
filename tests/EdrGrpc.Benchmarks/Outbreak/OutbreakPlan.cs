using EdrGrpc.Contract.V1;
using Google.Protobuf;

namespace EdrGrpc.Benchmarks;

/// <summary>Who is isolated, who is offline, what was queued before: all of it from the seed.</summary>
internal sealed class OutbreakPlan
{
    /// <summary>Batches that the isolations come in, spread over <see cref="Length"/>.</summary>
    public const int Waves = 20;

    /// <summary>Callers that send the batches.</summary>
    public const int Callers = 4;

    /// <summary>Single isolations and releases during the outbreak.</summary>
    public const int Singles = 20;

    /// <summary>Time in which the isolations are asked for.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    /// <summary>When the hosts that are offline are back.</summary>
    public static readonly TimeSpan BackOnline = TimeSpan.FromMinutes(20);

    // A ZIP with one OpenIOC file.
    private const string Archive =
        "UEsDBBQAAAAIAAAAIVy6gWM0ywAAADwBAAAJAAAAZWljYXIuaW9jVZDdasMwDIVfxegB6sT9mRm2bwqDXpTB3sC1FSKo7RCr0L19HZax7E46+s5BkqESxDPdc7UwMk/vUtYwYvJ1l3yO5DPvQklSdX0nGwuCogXqwZmIA2ViKtmZS0OD5zKLMuG8FBY+v1ZYwQa4MKYfeQ8ilCYvCa2tjTqXzPhkEUt4JMxs4YPuuFhAVPRzGP8UeY3H+mgD/p7QQqIZ5JqQ+VeMR3CHQ9T61KsBvfZ62J8iaoW9etP+duvUYORqckb+W3Pbt3p77/IK9wJQSwECFAMUAAAACAAAACFcuoFjNMsAAAA8AQAACQAAAAAAAAAAAAAAgAEAAAAAZWljYXIuaW9jUEsFBgAAAAABAAEANwAAAPIAAAAAAA==";

    public OutbreakPlan(OutbreakOptions options, IReadOnlyList<string> hosts)
    {
        var random = new Random(options.Seed);
        var shuffled = hosts.ToArray();
        random.Shuffle(shuffled);
        var bulk = shuffled.AsSpan(0, options.Isolations);
        Isolated = bulk.ToArray();
        Offline = Isolated.Where(_ => random.Next(20) == 0).ToList();
        var others = shuffled.AsSpan(options.Isolations).ToArray();
        var earlier = Math.Max(20, options.Isolations / 100);
        Earlier = [.. others.Take(earlier).Select((host, index) => index % 2 == 0 ? GetFile(host) : Scan(host))];
        Urgent = [.. others.Skip(earlier).Take(Singles)];
        Released = [.. others.Skip(earlier + Singles).Take(Singles)];
    }

    /// <summary>Hosts of the batches, in the order asked for.</summary>
    public IReadOnlyList<string> Isolated { get; }

    /// <summary>Those of them that are offline at first: about 5 %.</summary>
    public IReadOnlyList<string> Offline { get; }

    /// <summary>Queued before the outbreak.</summary>
    public IReadOnlyList<ResponseAction> Earlier { get; }

    /// <summary>Hosts isolated one by one, as critical, by an analyst.</summary>
    public IReadOnlyList<string> Urgent { get; }

    /// <summary>Hosts released one by one: cut off by mistake, before.</summary>
    public IReadOnlyList<string> Released { get; }

    /// <summary>The hosts of one batch.</summary>
    public IEnumerable<string> Wave(int number) =>
        Isolated.Skip(Isolated.Count * number / Waves).Take((Isolated.Count * (number + 1) / Waves) - (Isolated.Count * number / Waves));

    public static ResponseAction Isolate(string host, bool enable = true, Severity severity = Severity.Unspecified) => new()
    {
        TargetHost = host,
        IsolateHost = new IsolateHost { Action = enable ? IsolationAction.Enable : IsolationAction.Disable },
        Severity = severity,
    };

    private static ResponseAction GetFile(string host) => new() { TargetHost = host, GetFile = new GetFile { Path = @"C:\Temp\a.exe" } };

    private static ResponseAction Scan(string host) => new()
    {
        TargetHost = host, IocScan = new IocScan { IocArchive = ByteString.FromBase64(Archive), ScanCriticalAreas = true },
    };
}
