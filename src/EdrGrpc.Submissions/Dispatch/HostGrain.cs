using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Drives the <see cref="HostWorker"/> of its host: passes until nothing is unfinished, with pauses that a wake-up cuts short.</summary>
[Reentrant]
internal sealed class HostGrain(HostServices services) : Grain, IHostGrain, IDisposable
{
    private static readonly TimeSpan KeepActive = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger = services.Loggers.CreateLogger<HostGrain>();
    private TaskCompletionSource _wake = NewWake();
    private Task? _work;

    public Task WakeAsync()
    {
        _wake.TrySetResult();
        _work ??= WorkAsync();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        if (_work is not null)
        {
            // A call to KSC in flight is let to its end, within the time limit of the stop.
            await _work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Called by Orleans after the deactivation.</summary>
    public void Dispose() => _stopping.Dispose();

    private async Task WorkAsync()
    {
        var host = HostKey.Parse(this.GetPrimaryKeyString());
        try
        {
            var worker = new HostWorker(host, services);
            while (true)
            {
                if (_wake.Task.IsCompleted)
                {
                    _wake = NewWake();
                    worker.Hurry();
                }

                DelayDeactivation(KeepActive);
                var pause = await PassAsync(worker, host);
                if (pause is null && !_wake.Task.IsCompleted)
                {
                    break;
                }

                await PauseAsync(pause ?? TimeSpan.Zero);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
        catch (InvalidOperationException exception)
        {
            DispatchLog.WorkFailed(_logger, exception, host, LongestPause);
        }

        // No await between the look at _wake and this line: a wake-up that comes now starts new work.
        _work = null;
        DeactivateOnIdle();
    }

    private async Task<TimeSpan?> PassAsync(HostWorker worker, HostKey host)
    {
        try
        {
            return await worker.RunPassAsync(_stopping.Token);
        }
        catch (StoreUnavailableException exception)
        {
            DispatchLog.StoreDown(_logger, host, exception.Message);
            return services.Options.RetryDelay;
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not InvalidOperationException)
        {
            DispatchLog.WorkFailed(_logger, exception, host, services.Options.RetryMaxDelay);
            return services.Options.RetryMaxDelay;
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        if (pause <= TimeSpan.Zero)
        {
            _stopping.Token.ThrowIfCancellationRequested();
            return;
        }

        try
        {
            await _wake.Task.WaitAsync(pause < LongestPause ? pause : LongestPause, services.Time, _stopping.Token);
        }
        catch (TimeoutException)
        {
            // The pause is over.
        }
    }

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
