using System.Security.Cryptography;
using EdrGrpc.Contract.V1;
using IocArchive = EdrGrpc.Submissions.Actions.IocArchive;
using IocArchiveInspector = EdrGrpc.Submissions.Actions.IocArchiveInspector;

namespace EdrGrpc.Server.Validation;

/// <summary>
/// The IOC archives of one request. A batch that sends the same archive to many hosts has it inspected and kept once, and the
/// archives of one request share a budget of unpacked bytes, so that a thousand small ones cannot keep the server busy.
/// </summary>
public sealed class InspectedArchives
{
    /// <summary>Most bytes that the different archives of one request may unpack to (64 MiB).</summary>
    public const long MaxUnpackedBytesPerRequest = 64L * 1024 * 1024;

    // Made when the first archive comes: nearly every request has none.
    private Dictionary<IocScan, IocArchive>? _byScan;
    private Dictionary<string, (IocArchive? Archive, IReadOnlyList<string> Problems)>? _byHash;
    private long _unpackBudget = MaxUnpackedBytesPerRequest;

    /// <summary>The archive of an action of the validated request; null if it has none, or a bad one.</summary>
    public IocArchive? For(ResponseAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action.TaskCase == ResponseAction.TaskOneofCase.IocScan ? _byScan?.GetValueOrDefault(action.IocScan) : null;
    }

    /// <summary>Inspects the archive of a task and returns what is wrong with it.</summary>
    internal IReadOnlyList<string> Inspect(IocScan scan)
    {
        var bytes = scan.IocArchive.Memory;
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        _byHash ??= new(StringComparer.Ordinal);
        if (!_byHash.TryGetValue(hash, out var result))
        {
            result = IocArchiveInspector.Inspect(bytes, ref _unpackBudget);
            _byHash.Add(hash, result);
        }

        if (result.Archive is not null)
        {
            (_byScan ??= new(ReferenceEqualityComparer.Instance))[scan] = result.Archive;
        }

        return result.Problems;
    }
}
