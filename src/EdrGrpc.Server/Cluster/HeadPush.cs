using System.Threading.Channels;

namespace EdrGrpc.Server.Cluster;

/// <summary>Tells the other replicas at once that this one committed something. Further commits within the next milliseconds are told as one.</summary>
internal sealed class HeadPush : BackgroundService
{
    // A message to every other replica. Thousands of small commits a second must not become as many messages to each.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly Channel<long> _moves = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    // The store needs this before there is a silo: what belongs to the silo is looked up when it runs.
    public HeadPush(IServiceProvider services, TimeProvider time) => (_services, _time) = (services, time);

    /// <summary>The store committed. Returns at once.</summary>
    public void Moved(long revision) => _moves.Writer.TryWrite(revision);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var replicas = _services.GetRequiredService<Replicas>();
        await foreach (var revision in _moves.Reader.ReadAllAsync(stoppingToken))
        {
            replicas.TellHead(revision);
            await Task.Delay(Interval, _time, stoppingToken);
        }
    }
}
