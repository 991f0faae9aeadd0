using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Dispatch;

namespace EdrGrpc.Submissions.Servers;

/// <summary>What a KSC server is like now, asked at most every few seconds however many hosts wait for it.</summary>
internal sealed class KscServerProbe(KscServer server, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FreshTrouble = TimeSpan.FromSeconds(1);

    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;
    private Trouble? _trouble;
    private Task<Trouble?>? _asking;

    /// <summary>Null if submissions can be sent, otherwise why not.</summary>
    public async Task<Trouble?> GetTroubleAsync(bool requireBackgroundConnection)
    {
        if (time.GetUtcNow() - _askedAt < (_trouble is null ? Fresh : FreshTrouble))
        {
            return _trouble;
        }

        _asking ??= AskAsync(requireBackgroundConnection);
        try
        {
            _trouble = await _asking;
            _askedAt = time.GetUtcNow();
            return _trouble;
        }
        finally
        {
            _asking = null;
        }
    }

    private async Task<Trouble?> AskAsync(bool requireBackgroundConnection)
    {
        try
        {
            var info = await server.Client.GetServerInfoAsync(CancellationToken.None);
            if (!info.IsEdrResponseCapable)
            {
                return new Trouble(
                    WaitKind.KscNotReady, $"KSC '{server.Name}' is too old for EDR responses ({info.FullVersion}); 14.2 on Windows or 15.2 on Linux is needed");
            }

            return requireBackgroundConnection && !await IsBackgroundConnectionOnAsync()
                ? new Trouble(
                    WaitKind.KscNotReady,
                    $"the background connection between Administration Server '{server.Name}' and KSC Web Console is off; turn it on in the console's settings under Integration")
                : null;
        }
        catch (KscException exception)
        {
            return new Trouble(KscTrouble.KindOf(exception), KscTrouble.Describe(server.Name, exception));
        }
    }

    private async Task<bool> IsBackgroundConnectionOnAsync()
    {
        try
        {
            return await server.Client.IsServiceConsoleAvailableAsync(CancellationToken.None);
        }
        catch (KscApiException exception) when (!exception.IsUnavailable)
        {
            // Not every account may ask, and not every version has the call: what cannot be told does not hold anything up.
            return true;
        }
    }

    internal sealed record Trouble(WaitKind Kind, string Reason);
}
